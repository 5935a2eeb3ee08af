// Les réglages, pour qui lit le français : leur nom, ce qu'ils font, ce qu'ils doivent être quand leur forme ne le dit pas.
import type { settings as source } from "../en/settings.ts";

interface French {
  readonly label: string;
  readonly what: string;
  /** Absent : se déduit de la forme de la valeur. */
  readonly mustBe?: string;
}

export const settings: Readonly<Record<keyof typeof source, French>> = {
  "box.name": { label: "Nom du boîtier", what: "Le nom que les gens donnent à ce boîtier." },
  currency: {
    label: "Monnaie",
    what: "La monnaie de tous les montants de ce boîtier.",
    mustBe: "trois lettres majuscules, selon ISO 4217",
  },
  timeZone: {
    label: "Fuseau horaire",
    what: "Le fuseau du lieu : toute heure y est montrée, et gardée en UTC. Vide : celui de la machine.",
    mustBe: "un nom de la liste IANA, tel que Europe/Paris",
  },
  names: {
    label: "Noms du boîtier",
    what: "Ce que les gens tapent pour atteindre un boîtier, le même nom pour tous : les boîtiers y répondent, leur certificat vaut pour eux, et les liens, QR codes et adresses imprimées portent le premier.",
    mustBe: "une liste de noms",
  },
  language: { label: "Langue par défaut", what: "Pour ceux dont le navigateur ou le terminal ne dit pas quelle langue ils lisent." },
  "listen.http": { label: "Pages et API, sans chiffrement", what: "Où les pages et l'API sont servies." },
  "listen.https": {
    label: "Pages et API, avec TLS",
    what: "Où elles sont servies avec TLS, comme le demandent les mots de passe ; vide : nulle part.",
  },
  "listen.ipp": { label: "Impression, sans chiffrement", what: "Où arrivent les impressions par IPP." },
  "listen.ipps": { label: "Impression, avec TLS", what: "Où arrivent les impressions par IPP avec TLS ; vide : nulle part." },
  "listen.announce": {
    label: "Annoncer le boîtier sur son réseau",
    what: "Si le boîtier dit à son réseau qu'il est là, sous le nom quoin-XXXX.local ; jamais quand il n'écoute que sa propre machine.",
  },
  "spool.maxDocumentBytes": {
    label: "Plus grand document",
    what: "Un document, décompressé. Un plus grand est refusé pendant qu'il arrive.",
  },
  "spool.maxBytesPerPerson": {
    label: "Documents en attente d'une personne",
    what: "Ce qu'une personne peut avoir en attente sur ce boîtier.",
  },
  "spool.maxBytes": { label: "Documents en attente, en tout", what: "Ce qui peut attendre en tout sur ce boîtier." },
  "spool.maxJobsPerPerson": {
    label: "Impressions en attente d'une personne",
    what: "Les impressions qu'une personne, ou une adresse quand personne n'est prouvé, peut avoir en attente sur ce boîtier.",
  },
  "spool.maxJobs": { label: "Impressions en attente, en tout", what: "Les impressions qui peuvent attendre en tout sur ce boîtier." },
  "spool.keepFreeBytes": {
    label: "Laissé libre sur le disque",
    what: "Pour les comptes, les livres et le journal, qui ne manquent jamais de place parce que quelqu'un imprime.",
  },
  "spool.holdHours": {
    label: "Durée de garde",
    what: "Après quoi une impression en attente que personne n'a libérée est supprimée.",
  },
  "inspect.engine": {
    label: "Moteur PDF",
    what: "Ce qui examine les PDF ; auto : PDFium pour les petits, poppler pour les grands là où il est installé.",
  },
  "inspect.dpi": { label: "Résolution de l'examen", what: "La résolution à laquelle les pages sont regardées, en points par pouce." },
  "inspect.colorThreshold": {
    label: "Seuil de couleur",
    what: "Un point est en couleur quand l'écart entre le plus fort et le plus faible de ses rouge, vert et bleu dépasse cette valeur.",
  },
  "inspect.colorPixels": {
    label: "Points en couleur d'une page en noir",
    what: "Une page qui a plus de points en couleur que cela est une page en couleur.",
  },
  "inspect.workers": { label: "Documents à la fois", what: "Combien de documents sont examinés en même temps." },
  "inspect.timeoutMs": {
    label: "Temps par document",
    what: "Pour un essai sur un document ; ensuite l'impression est retenue, avec une phrase qui le dit.",
  },
  "messages.printed": {
    label: "Impression terminée",
    what: "Comment on annonce qu'un document est imprimé, avec son prix, là où la personne n'a rien choisi.",
  },
  "messages.refunded": { label: "Arrêt en route", what: "Comment on annonce qu'une impression s'est arrêtée, et ce qui est rendu." },
  "messages.expired": {
    label: "Document oublié",
    what: "Comment on annonce qu'un document a été supprimé parce que personne n'est venu le chercher.",
  },
  "messages.creditLow": { label: "Crédit bas", what: "Comment on annonce que le crédit est bas." },
  "messages.refused": { label: "Document refusé", what: "Comment on annonce qu'un document ne peut pas être imprimé." },
  "messages.lowCreditHundredths": { label: "Seuil du crédit bas", what: "En centièmes de la monnaie : un crédit inférieur est bas." },
  "paper.sheetsPerTree": {
    label: "Feuilles d'un arbre",
    what: "Combien de feuilles A4 on tire d'un arbre, là où les gens lisent en arbres ce qu'ils ont imprimé.",
  },
  "paper.source": {
    label: "Source de ce chiffre",
    what: "Qui le dit ; c'est montré à côté du chiffre.",
    mustBe: "un nom de 1 à 200 caractères",
  },
  "network.directory": {
    label: "Dossier des réglages du réseau",
    what: "D'où l'appareil prend ses réglages de réseau, sous forme de fichiers pour systemd-networkd et systemd-timesyncd ; vide : le système de cette machine règle son réseau, et le boîtier ne fait que le montrer.",
    mustBe: "le chemin d'un dossier",
  },
  "network.proxy": {
    label: "Serveur mandataire (proxy)",
    what: "Par où ce réseau atteint internet ; vide : aucun. Rien de ce dont les gens ont besoin n'y passe.",
    mustBe: "HÔTE:PORT d'un serveur mandataire",
  },
  "devices.simulated": {
    label: "Appareils simulés",
    what: "Si des lecteurs et claviers simulés existent : pour les démonstrations et les essais, jamais là où l'on paie.",
  },
  "devices.cards": {
    label: "Cartes simulées",
    what: "Les cartes qu'un écran propose par leur nom là où les lecteurs sont simulés.",
    mustBe: "une liste de cartes",
  },
  terminals: {
    label: "Terminaux et leurs appareils",
    what: "Les lieux que sert ce boîtier, avec leurs imprimantes, lecteurs et claviers.",
    mustBe: "une liste de terminaux",
  },
  "log.level": { label: "Lignes les moins importantes", what: "Les lignes les moins importantes qui sont gardées au journal." },
};

export const sections: Readonly<Record<string, string>> = {
  "": "Général",
  box: "Général",
  listen: "Adresses",
  spool: "Documents en attente",
  inspect: "Examen des documents",
  messages: "Messages aux personnes",
  paper: "Papier et arbres",
  network: "Réseau",
  devices: "Appareils",
  log: "Journal",
};

/** Ce que doit être une valeur, d'après sa forme. */
export const musts: Readonly<Record<string, string>> = {
  whole: "un nombre entier de {least} à {most}",
  size: "une taille de {least} à {most}, en octets ou avec son unité",
  duration: "une durée de {least} à {most}, avec son unité",
  choice: "l'un de {options}",
  yes: "true ou false",
  address: "HÔTE:PORT ; le port 0 prend le premier libre",
  name: "1 à 63 lettres, chiffres, points, tirets ou soulignés, le premier une lettre ou un chiffre",
};
