// Le réseau du site et l'horloge du boîtier : ce qui est là, ce qui a été essayé, ce qui peut être changé.
import type { network as english } from "../en/network.ts";
import type { Translated } from "../shape.ts";

export const network: Translated<typeof english> = {
  "refused.currency-fixed":
    "De l'argent a circulé sur ce boîtier : sa devise ne change plus. Rien n'a été changé. Une autre devise demande un autre boîtier.",
  "refused.network-fixed":
    "Le réseau de cette machine est réglé par son propre système. Rien n'a été changé. Changez-le là-bas, ou utilisez un boîtier Quoin, qui sait le faire.",
  "refused.network-not-pending":
    "Il n'y a plus rien à confirmer. Le délai est passé et le réseau est comme avant, ou c'était déjà confirmé. La page du réseau le dit.",
  "refused.time-untrusted":
    "L'horloge de ce boîtier n'est pas sûre pour le moment : rien n'est clôturé d'après elle. Rien n'a été changé. Faites-lui suivre un serveur de temps, ou confirmez son heure.",
  "refused.time-differs":
    "L'horloge de ce boîtier et la vôtre diffèrent de plus de cinq minutes. Rien n'a été changé. Réglez d'abord celle qui a tort, puis réessayez.",

  "doctor.time-unset":
    "Depuis le démarrage de cette machine, personne n'a dit que son horloge est juste : aucune période de quota ne commence et aucune période n'est clôturée d'ici là.",
  "doctor.time-unset.remedy":
    "Faites-lui suivre un serveur de temps (timedatectl set-ntp true), ou comparez son heure et confirmez-la dans la console.",
  "doctor.time-stepped":
    "L'horloge a été déplacée de plus de cinq minutes et personne n'a dit qu'elle est juste : aucune période de quota ne commence et aucune période n'est clôturée.",
  "doctor.time-stepped.remedy":
    "Faites-lui suivre un serveur de temps (timedatectl set-ntp true), ou comparez son heure et confirmez-la dans la console.",
  "doctor.time-back":
    "L'horloge montre une heure déjà passée : sa pile est peut-être vide. Aucune période de quota ne commence et aucune période n'est clôturée.",
  "doctor.time-back.remedy":
    "Faites-lui suivre un serveur de temps (timedatectl set-ntp true), ou réglez-la, puis confirmez-la dans la console.",

  "admin.page.network": "Réseau et heure",
  "admin.fix.clock": "Voir l'horloge",

  "time.by-network": "L'horloge est juste : elle suit un serveur de temps.",
  "time.by-chip": "L'horloge est juste : l'horloge à pile de la machine l'a gardée.",
  "time.by-person": "L'horloge est juste : quelqu'un l'a comparée.",
  "time.not-trusted":
    "Personne n'a encore dit que l'horloge est juste. D'ici là, aucune période n'est clôturée ; on imprime et on paie normalement.",
  "time.now": "Heure du boîtier",
  "time.here": "Heure de cet appareil",
  "time.zone": "Fuseau horaire",
  "time.confirm": "L'heure est juste",

  "network.test.name-found": "{name} est trouvé : {address}.",
  "network.test.name-unknown": "Le serveur de noms répond, mais ne connaît pas {name}.",
  "network.test.name-silent": "Le serveur de noms ne répond pas.",
  "network.test.time-right": "{server} répond : l'horloge du boîtier est juste.",
  "network.test.time-ahead": "{server} répond : l'horloge du boîtier avance de {offset}.",
  "network.test.time-behind": "{server} répond : l'horloge du boîtier retarde de {offset}.",
  "network.test.time-silent": "{server} ne répond pas. Le port UDP 123 est-il ouvert sur le chemin ?",
  "network.test.time-refuses": "{server} répond, mais ne veut pas être interrogé par ce boîtier.",
  "network.test.time-unsynchronised": "{server} répond, mais ne connaît pas l'heure lui-même.",
  "network.test.proxy-answers": "Le proxy {proxy} répond.",
  "network.test.proxy-password": "Le proxy {proxy} répond, mais demande un mot de passe. Faites-lui laisser passer ce boîtier.",
  "network.test.proxy-refuses": "{proxy} répond, mais pas comme un proxy (statut {status}).",
  "network.test.proxy-silent": "Le proxy {proxy} ne répond pas.",
  "network.test.host-unknown": "Aucune machine ne s'appelle {name}.",

  "network.facts": "Le réseau maintenant",
  "network.name": "Nom de la machine",
  "network.addresses": "Adresses",
  "network.gateway": "Passerelle",
  "network.name-servers": "Serveurs de noms (DNS)",
  "network.time-servers": "Serveurs de temps (NTP)",
  "network.proxy": "Proxy",
  "network.none": "aucun",
  "network.fixed.by-system":
    "Le réseau de cette machine est réglé par son propre système : le boîtier le montre et peut l'essayer, mais n'y change rien. Un boîtier Quoin peut le changer ici.",
  "network.automatic": "Automatique",
  "network.fixed": "Adresse fixe",
  "network.how": "Adresse du boîtier",
  "network.address": "Adresse",
  "network.prefix": "Longueur du préfixe",
  "network.prefix.hint": "24 vaut 255.255.255.0",
  "network.servers.hint": "Plusieurs : séparés par un espace ; vide : ceux que le réseau indique lui-même.",
  "network.proxy.form": "hôte:port ; vide : aucun. Le boîtier commande ses certificats à travers lui.",
  "network.proxy.hint": "Seulement si ce réseau rejoint internet par un proxy. Rien de ce qu'il faut aux gens n'y passe.",
  "network.apply": "Appliquer",
  "network.applied": "Appliqué.",
  "network.try": "Essayer",
  "network.try.it": "Essayer : {what}",
  "network.details": "Le réseau en détail",
  "network.try.time": "Serveur de temps",
  "network.try.name": "Nom à chercher",
  "network.moved.title": "Ouvrez le boîtier à sa nouvelle adresse",
  "network.moved":
    "Ouvrez {address} dans la minute et demie. Ce qui n'y est pas confirmé revient tout seul en arrière : une faute de frappe ne fait perdre le boîtier à personne.",
  "network.moved.link": "Ouvrir {address}",
  "network.confirming": "Confirmation de la nouvelle adresse…",
  "network.confirmed": "La nouvelle adresse est confirmée.",
  "network.next": "Continuer dans la console",
};
