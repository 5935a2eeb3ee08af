// Le certificat du boîtier : ce qui ne va pas, la page où il se règle, et celle qui aide à lui faire confiance.
import type { certificate as source } from "../en/certificate.ts";
import type { Translated } from "../shape.ts";

export const certificate: Translated<typeof source> = {
  "field.certificate": "certificat",
  "field.acme-directory": "adresse de l'annuaire",
  "field.acme-email": "courriel",
  "field.acme-names": "noms",
  "field.acme-key": "identifiant de clé",
  "field.acme-hmac": "clé HMAC",
  "field.acme-root": "autorité du serveur",

  "detail.cert-none": "ces fichiers ne contiennent aucun certificat",
  "detail.cert-no-key": "sa clé privée n'est pas dans ces fichiers : ajoutez celui qui la contient",
  "detail.cert-other-key": "la clé privée n'est pas celle de « {name} », ni d'un autre certificat de ces fichiers",
  "detail.cert-authority": "« {name} » est une autorité : elle signe des certificats et n'en est pas un pour un site web",
  "detail.cert-no-server": "« {name} » n'a pas été délivré pour un site web (serveur TLS)",
  "detail.cert-no-names":
    "« {name} » ne nomme aucun hôte (subject alternative name), et les navigateurs refusent désormais un tel certificat",
  "detail.cert-weak": "la clé de « {name} » fait moins de 2048 bits, et les navigateurs la refusent",
  "detail.cert-kind-of-key": "les navigateurs ne connaissent que les clés RSA et à courbe elliptique, et celle de « {name} » est autre",
  "detail.cert-ended": "« {name} » a expiré le {day}",
  "detail.cert-not-begun": "« {name} » n'est valable qu'à partir du {day} (vérifiez l'heure du boîtier)",
  "detail.cert-chain-ended": "dans sa chaîne, « {name} » a expiré le {day}",
  "detail.cert-other-names": "il est fait pour {names}, et ce boîtier s'appelle {own}",
  "detail.cert-pkcs7": "un fichier .p7b ne contient pas de clé : exportez en PFX ou en PEM",
  "detail.cert-damaged": "un des certificats est abîmé",
  "detail.cert-damaged-key": "la clé privée est abîmée",
  "detail.cert-locked": "la clé est protégée par une phrase secrète : saisissez-la aussi",
  "detail.cert-passphrase": "ce n'est pas sa phrase secrète",
  "detail.cert-unknown": "un des fichiers n'est ni PEM, ni DER, ni PFX",
  "detail.cert-no-tls": "ce boîtier ne sert rien en TLS : démarrez-le d'abord avec --https",
  "detail.cert-under-way": "une commande est en cours : attendez qu'elle se termine",
  "detail.acme-directory": "une adresse qui commence par https://, telle que l'exploitant du serveur la donne",
  "detail.acme-email": "une adresse telle que impression@ecole.example",
  "detail.acme-names": "« {name} » n'est pas un nom qu'un serveur peut vérifier : ni étoile, ni adresse IP, ni https://",
  "detail.acme-key": "une clé HMAC va avec un identifiant de clé",
  "detail.acme-hmac": "la clé HMAC remise avec l'identifiant de clé, en base64",
  "detail.acme-root": "le certificat d'une autorité, en PEM (-----BEGIN CERTIFICATE-----)",

  "acme.failed.unreachable": "Le serveur ACME ne répond pas ({detail}). Vérifiez son adresse, le réseau et le proxy.",
  "acme.failed.untrusted":
    "Le serveur ACME montre un certificat auquel ce boîtier ne fait pas confiance ({detail}). Si ce serveur est le vôtre, donnez son autorité.",
  "acme.failed.not-acme": "Ce qui répond à cette adresse n'est pas un annuaire ACME ({detail}).",
  "acme.failed.account":
    "Le serveur ACME n'a pas ouvert de compte ({detail}). Vérifiez l'identifiant de clé et la clé HMAC ; certains serveurs ne les acceptent qu'une fois.",
  "acme.failed.order": "Le serveur ACME n'a pas accepté la commande pour ces noms ({detail}).",
  "acme.failed.proof":
    "Le serveur ACME n'a pas pu constater que les noms mènent ici ({detail}). Il doit atteindre http://NOM/ sur le port 80 de ce boîtier.",
  "acme.failed.certificate": "Le serveur ACME n'a pas délivré de certificat utilisable ({detail}).",

  "doctor.certificate-ends": "Le certificat de {name} expire le {at}. Ensuite, les navigateurs avertiront tout le monde.",
  "doctor.certificate-ends.remedy": "Demandez-en un nouveau à qui l'a délivré, et apportez-le dans Système › Certificat et noms.",
  "doctor.certificate-ended": "Le certificat de {name} a expiré le {at}. Les navigateurs avertissent tout le monde.",
  "doctor.certificate-ended.remedy":
    "Dans Système › Certificat et noms, apportez-en un nouveau ou revenez à celui du boîtier. Si la date est fausse, réglez l'heure du boîtier.",
  "doctor.certificate-order": "Aucun certificat n'a pu être commandé. {sentence}",
  "doctor.certificate-order.remedy":
    "Le boîtier réessaie seul, de plus en plus rarement ; dans Système › Certificat et noms, il réessaie aussitôt.",
  "doctor.certificate-names":
    "Le certificat en vigueur n'est pas fait pour {names} : les navigateurs avertissent ceux qui saisissent ce nom.",
  "doctor.certificate-names.remedy": "Dans Système › Certificat et noms, prenez-en un pour tous les noms du boîtier.",
  "doctor.certificate-open":
    "Le certificat de {name} est signé par « {issuer} », dont le certificat n'a pas été apporté : beaucoup de navigateurs ne lui font alors pas confiance.",
  "doctor.certificate-open.remedy":
    "Apportez-le à nouveau avec le fichier nommé chain, intermediate ou bundle. Si tous vos appareils connaissent « {issuer} », tout va bien.",
  "doctor.certificate-lost": "Le certificat apporté ou commandé n'est plus lisible ; celui du boîtier est en vigueur.",
  "doctor.certificate-lost.remedy": "Apportez-le ou commandez-le à nouveau dans Système › Certificat et noms.",

  "setup.console.local": "Ou, sur son propre réseau, {page}",
  "setup.console.fingerprint":
    "Le navigateur avertit une fois : le boîtier a signé son propre certificat. Empreinte de son autorité : {fingerprint}",

  "cli.help.certificate": "Quel certificat le boîtier montre, pour quels noms et jusqu'à quand",
  "certificate.source": "Certificat",
  "certificate.source.own": "celui du boîtier",
  "certificate.source.uploaded": "apporté par vous",
  "certificate.source.acme": "commandé par ACME",
  "certificate.source.none": "aucun : rien n'est servi en TLS",
  "certificate.for": "Pour",
  "certificate.issuer": "Délivré par",
  "certificate.until": "Jusqu'au",
  "certificate.fingerprint": "Empreinte (SHA-256)",
  "certificate.authority.fingerprint": "Empreinte de l'autorité du boîtier (SHA-256)",
  "certificate.local": "Sur son propre réseau",
  "certificate.names": "Nom de tous les boîtiers",
  "certificate.names.none": "aucun",

  "admin.page.certificate": "Certificat et noms",
  "admin.certificate.hint": "Ce que le boîtier montre aux navigateurs, sous quels noms on l'atteint, et qui s'en porte garant.",
  "admin.certificate.force": "En vigueur",
  "admin.certificate.own": "Signé par ce boîtier",
  "admin.certificate.own.told": "Les navigateurs avertissent tant que son autorité n'est pas installée sur l'appareil.",
  "admin.certificate.uploaded": "Apporté par vous",
  "admin.certificate.acme": "Commandé et renouvelé par le boîtier",
  "admin.certificate.end.public": "Tous les navigateurs lui font confiance.",
  "admin.certificate.end.given": "Les appareils qui connaissent votre autorité lui font confiance.",
  "admin.certificate.end.open": "Les appareils qui connaissent « {issuer} » lui font confiance.",
  "admin.certificate.end.self": "Il s'est signé lui-même : les navigateurs avertissent.",
  "admin.certificate.days": { one: "encore {n} jour", other: "encore {n} jours" },
  "admin.certificate.over": "expiré",
  "admin.certificate.renews": "se renouvelle seul",
  "admin.certificate.names": "Noms de ce boîtier",
  "admin.certificate.names.none":
    "Aucun nom n'est réglé : on atteint ce boîtier par son adresse, ou par son nom sur son propre réseau. Un nom à vous, le même pour tous les boîtiers, se règle par « names » dans les réglages.",
  "admin.certificate.names.first": "dans les liens et les codes QR",
  "admin.certificate.names.local": "trouvé de lui-même sur son propre réseau",
  "admin.certificate.names.missing": "absent du certificat",
  "admin.certificate.ways": "Trois façons d'inspirer confiance",
  "admin.certificate.way.own": "Le boîtier signe",
  "admin.certificate.way.uploaded": "Votre certificat",
  "admin.certificate.way.acme": "Serveur ACME",
  "admin.certificate.way.now": "en vigueur",
  "admin.certificate.own.what":
    "Ne demande rien à l'extérieur et se renouvelle seul. Installez une fois l'autorité du boîtier sur chaque appareil ; votre gestion de parc peut le faire pour tous.",
  "admin.certificate.own.page": "La page qui explique comment",
  "admin.certificate.own.download": "Télécharger l'autorité",
  "admin.certificate.own.back": "Revenir au certificat du boîtier",
  "admin.certificate.own.back.uploaded":
    "Le certificat que vous avez apporté sera supprimé avec sa clé. Gardez une copie des fichiers si vous pouvez en avoir besoin.",
  "admin.certificate.own.back.acme": "Le certificat commandé sera supprimé avec sa clé et son compte, et le boîtier n'en commandera plus.",
  "admin.certificate.own.back.sure": "Supprimer et revenir",
  "admin.certificate.keep": "Garder",
  "admin.certificate.bring.what":
    "Choisissez tous les fichiers reçus, en une fois et dans n'importe quel ordre : certificat, chaîne et clé en PEM, ou un seul PFX. Ce qui est en vigueur le reste tant que le nouveau n'est pas jugé bon.",
  "admin.certificate.bring.files": "Fichiers",
  "admin.certificate.bring.choose": "Choisir des fichiers",
  "admin.certificate.bring.large": "Ces fichiers sont trop gros pour un certificat.",
  "admin.certificate.bring.passphrase": "Phrase secrète de la clé, si elle en a une",
  "admin.certificate.bring.act": "Vérifier et mettre en vigueur",
  "admin.certificate.bring.done": "Ce certificat est maintenant en vigueur.",
  "admin.certificate.order.what":
    "Le boîtier commande son certificat à un serveur (celui de votre université, HARICA, Let's Encrypt, le vôtre) et le renouvelle aux deux tiers de sa durée. Le serveur doit atteindre http://NOM/ sur le port 80 de ce boîtier.",
  "admin.certificate.order.directory": "Adresse de l'annuaire",
  "admin.certificate.order.email": "Courriel pour l'exploitant du serveur",
  "admin.certificate.order.names": "Noms, séparés par des virgules",
  "admin.certificate.order.key": "Identifiant de clé (EAB), si l'on vous en a donné un",
  "admin.certificate.order.hmac": "Clé HMAC (EAB)",
  "admin.certificate.order.hmac.kept": "gardée ; laissez vide pour la reprendre",
  "admin.certificate.order.root": "Autorité du serveur en PEM, seulement si aucun navigateur ne la connaît",
  "admin.certificate.order.agreed": "J'accepte les conditions de ce serveur",
  "admin.certificate.order.act": "Commander",
  "admin.certificate.order.again": "Réessayer maintenant",
  "admin.certificate.order.next": "Prochain essai : {at}",
  "admin.certificate.order.renewal": "Prochain renouvellement : {at}",
  "admin.certificate.step.directory": "Recherche du serveur",
  "admin.certificate.step.account": "Ouverture du compte",
  "admin.certificate.step.order": "Commande",
  "admin.certificate.step.proof": "Le serveur vérifie les noms",
  "admin.certificate.step.certificate": "Réception du certificat",
  "admin.certificate.no-tls": "Ce boîtier ne sert rien en TLS. Démarrez-le avec --https, puis revenez ici.",
  "admin.fix.certificate-page": "Certificat et noms",

  "trust.title": "Faire confiance à ce boîtier",
  "trust.what":
    "{box} a signé son propre certificat. Votre navigateur ne le connaît pas et vous avertit. Installez une fois l'autorité du boîtier sur cet appareil : l'avertissement disparaît, l'appareil photo et l'installation comme application fonctionnent.",
  "trust.vouched": "Votre navigateur devrait déjà faire confiance à {box} : il n'y a rien à installer.",
  "trust.no-tls": "{box} ne sert pas de pages chiffrées. Son administrateur peut y remédier.",
  "trust.first": "1. Comparer",
  "trust.compare":
    "Demandez l'empreinte à qui gère le service, ou lisez-la sur le boîtier lui-même. Elle doit être identique à celle-ci ; sinon, quelqu'un se tient entre vous et le boîtier :",
  "trust.second": "2. Télécharger et installer",
  "trust.third": "3. Rouvrir le boîtier",
  "trust.open": "Ouvrir {page}",
  "trust.only": "Qui l'installe fait confiance à tout certificat signé par ce boîtier. Retirez-la lorsque vous n'imprimez plus ici.",
  "trust.until": "Valable jusqu'au {at}",
  "trust.file.pem": "Fichier PEM",
  "trust.file.crt": "Fichier CRT",
  "trust.file.profile": "Profil Apple",
  "trust.back": "Retour",
  "trust.windows": "Windows",
  "trust.windows.steps":
    "Téléchargez le fichier CRT et ouvrez-le.\nCliquez sur « Installer un certificat… », puis choisissez « Utilisateur actuel ».\nChoisissez « Placer tous les certificats dans le magasin suivant », puis « Autorités de certification racines de confiance ».\nConfirmez, puis fermez le navigateur et rouvrez-le.",
  "trust.mac": "macOS",
  "trust.mac.steps":
    "Téléchargez le profil Apple et ouvrez-le.\nOuvrez Réglages Système › Général › Gestion de l'appareil, et installez le profil « Quoin ».\nOuvrez Trousseaux d'accès, cherchez « Quoin » et, sous Se fier, choisissez « Toujours approuver ».",
  "trust.ios": "iPhone, iPad",
  "trust.ios.steps":
    "Téléchargez le profil Apple avec Safari, et autorisez-le.\nOuvrez Réglages › Profil téléchargé, et installez-le.\nOuvrez Réglages › Général › Informations › Réglages des certificats, et activez « Quoin ».",
  "trust.android": "Android",
  "trust.android.steps":
    "Téléchargez le fichier CRT.\nOuvrez Paramètres › Sécurité › Chiffrement et identifiants › Installer un certificat › Certificat CA.\nConfirmez « Installer quand même », et choisissez le fichier.",
  "trust.chromeos": "ChromeOS",
  "trust.chromeos.steps":
    "Téléchargez le fichier PEM.\nOuvrez chrome://certificate-manager, puis Certificats locaux › Personnalisés › Installés par vous.\nImportez le fichier sous « Certificats approuvés ».",
  "trust.firefox": "Firefox",
  "trust.firefox.steps":
    "Téléchargez le fichier PEM.\nOuvrez Paramètres › Vie privée et sécurité › Certificats › Afficher les certificats… › Autorités › Importer….\nChoisissez le fichier, et cochez « Confirmer cette AC pour identifier des sites web ».",
  "trust.linux": "Linux",
  "trust.linux.steps":
    "Téléchargez le fichier PEM.\nDebian, Ubuntu : copiez-le sous /usr/local/share/ca-certificates/quoin.crt, puis lancez sudo update-ca-certificates.\nChrome et Chromium : ouvrez chrome://certificate-manager, et importez-le sous « Installés par vous ».",
  "trust.link": "Le navigateur vous a averti ? Faire confiance à ce boîtier",

  "portal.untrusted":
    "Votre navigateur ne fait pas confiance à l'adresse de cette page : prendre une photo et installer l'application n'y sont pas possibles.",
  "portal.untrusted.how": "Ce que l'on peut faire",
};
