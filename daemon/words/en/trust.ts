// The page that helps a device to trust the box, and what is missing where it does not.

export const trust = {
  "trust.title": "Trust this box",
  "trust.what":
    "This box, {box}, signed its own certificate. Your browser does not know it and warns you. Install the box's authority once on this device: the warning goes, and the camera and the installation as an app work.",
  "trust.vouched": "Your browser should trust {box} already: there is nothing to install.",
  "trust.no-tls": "{box} serves no encrypted pages. Its administrator can change that.",
  "trust.first": "1. Compare",
  "trust.compare":
    "Ask whoever runs the service for the fingerprint, or read it on the box itself. It must be the same as this one, or somebody stands between you and the box:",
  "trust.second": "2. Download and install",
  "trust.third": "3. Open the box again",
  "trust.open": "Open {page}",
  "trust.only": "Whoever installs it trusts every certificate signed by this box. Remove it when you no longer print here.",
  "trust.until": "Valid until {at}",
  "trust.file.pem": "PEM file",
  "trust.file.crt": "CRT file",
  "trust.file.profile": "Apple profile",
  "trust.back": "Back",
  "trust.windows": "Windows",
  "trust.windows.steps":
    "Download the CRT file and open it.\nPress “Install Certificate…”, then choose “Current User”.\nChoose “Place all certificates in the following store”, then “Trusted Root Certification Authorities”.\nConfirm, then close the browser and open it again.",
  "trust.mac": "macOS",
  "trust.mac.steps":
    "Download the Apple profile and open it.\nOpen System Settings › General › Device Management, and install the profile “Quoin”.\nOpen Keychain Access, look for “Quoin” and, under Trust, choose “Always Trust”.",
  "trust.ios": "iPhone, iPad",
  "trust.ios.steps":
    "Download the Apple profile with Safari, and allow it.\nOpen Settings › Profile Downloaded, and install it.\nOpen Settings › General › About › Certificate Trust Settings, and switch “Quoin” on.",
  "trust.android": "Android",
  "trust.android.steps":
    "Download the CRT file.\nOpen Settings › Security › Encryption & credentials › Install a certificate › CA certificate.\nConfirm “Install anyway”, and choose the file.",
  "trust.chromeos": "ChromeOS",
  "trust.chromeos.steps":
    "Download the PEM file.\nOpen chrome://certificate-manager, then Local certificates › Custom › Installed by you.\nImport the file under “Trusted certificates”.",
  "trust.firefox": "Firefox",
  "trust.firefox.steps":
    "Download the PEM file.\nOpen Settings › Privacy & Security › Certificates › View Certificates… › Authorities › Import….\nChoose the file, and tick “Trust this CA to identify websites”.",
  "trust.linux": "Linux",
  "trust.linux.steps":
    "Download the PEM file.\nDebian, Ubuntu: copy it to /usr/local/share/ca-certificates/quoin.crt, then run sudo update-ca-certificates.\nChrome and Chromium: open chrome://certificate-manager, and import it under “Installed by you”.",

  "portal.untrusted":
    "Your browser does not trust the address of this page: taking a picture and installing the app are not possible here.",
  "portal.untrusted.how": "What can be done",
} as const;
