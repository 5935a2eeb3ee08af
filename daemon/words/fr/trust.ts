// La page qui aide un appareil à faire confiance au boîtier, et ce qui manque sans cela.
import type { trust as source } from "../en/trust.ts";
import type { Translated } from "../shape.ts";

export const trust: Translated<typeof source> = {
  "trust.title": "Faire confiance à ce boîtier",
  "trust.what":
    "Ce boîtier, {box}, a signé son propre certificat. Votre navigateur ne le connaît pas et vous avertit. Installez une fois l'autorité du boîtier sur cet appareil : l'avertissement disparaît, l'appareil photo et l'installation comme application fonctionnent.",
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

  "portal.untrusted":
    "Votre navigateur ne fait pas confiance à l'adresse de cette page : prendre une photo et installer l'application n'y sont pas possibles.",
  "portal.untrusted.how": "Ce que l'on peut faire",
};
