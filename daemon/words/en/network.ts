// The site's network and the box's clock: what is there, what was tried, what may be changed.

export const network = {
  "refused.currency-fixed":
    "Money has moved on this box, so its currency stays. Nothing was changed. Another currency needs a box of its own.",
  "refused.network-fixed":
    "This machine's own system sets its network. Nothing was changed. Change it there, or use an appliance of Quoin, which can.",
  "refused.network-not-pending":
    "There is nothing to confirm any more. The time ran out and the network is as it was, or it was confirmed before. The page of the network says which.",
  "refused.time-untrusted":
    "The clock of this box cannot be trusted now, so nothing is closed by it. Nothing was changed. Let it follow a time server, or confirm its time.",
  "refused.time-differs":
    "The clock of this box and yours are more than five minutes apart. Nothing was changed. Set the wrong one first, then try again.",

  "doctor.time-unset":
    "Since this machine was started nobody has said that its clock is right: no quota period begins and no period is closed until then.",
  "doctor.time-unset.remedy": "Let it follow a time server (timedatectl set-ntp true), or compare its time and confirm it in the console.",
  "doctor.time-stepped":
    "The clock was set by more than five minutes and nobody has said that it is right: no quota period begins and no period is closed.",
  "doctor.time-stepped.remedy":
    "Let it follow a time server (timedatectl set-ntp true), or compare its time and confirm it in the console.",
  "doctor.time-back": "The clock shows a time that is past: its battery may be empty. No quota period begins and no period is closed.",
  "doctor.time-back.remedy": "Let it follow a time server (timedatectl set-ntp true), or set it, then confirm it in the console.",

  "admin.page.network": "Network and time",
  "admin.fix.clock": "Look at the clock",

  "time.by-network": "The clock is right: it follows a time server.",
  "time.by-chip": "The clock is right: the machine's battery clock kept it.",
  "time.by-person": "The clock is right: somebody compared it.",
  "time.not-trusted": "Nobody has said yet that the clock is right. Until then no period is closed; printing and paying go on.",
  "time.now": "Time at the box",
  "time.here": "Time of this device",
  "time.zone": "Time zone",
  "time.confirm": "The time is right",

  "network.test.name-found": "{name} is found: {address}.",
  "network.test.name-unknown": "The name server answers, but knows no {name}.",
  "network.test.name-silent": "The name server does not answer.",
  "network.test.time-right": "{server} answers: the box's clock is right.",
  "network.test.time-ahead": "{server} answers: the box's clock is ahead by {offset}.",
  "network.test.time-behind": "{server} answers: the box's clock is behind by {offset}.",
  "network.test.time-silent": "{server} does not answer. Is UDP port 123 open on the way?",
  "network.test.time-refuses": "{server} answers, but does not want to be asked by this box.",
  "network.test.time-unsynchronised": "{server} answers, but does not know the time itself.",
  "network.test.proxy-answers": "The proxy {proxy} answers.",
  "network.test.proxy-password": "The proxy {proxy} answers, but wants a password. Let it pass this box without one.",
  "network.test.proxy-refuses": "{proxy} answers, but not as a proxy does (status {status}).",
  "network.test.proxy-silent": "The proxy {proxy} does not answer.",
  "network.test.host-unknown": "No machine is called {name}.",

  "network.facts": "Network now",
  "network.name": "Name of the machine",
  "network.addresses": "Addresses",
  "network.gateway": "Gateway",
  "network.name-servers": "Name servers (DNS)",
  "network.time-servers": "Time servers (NTP)",
  "network.proxy": "Proxy",
  "network.none": "none",
  "network.fixed.by-system":
    "This machine's own system sets its network: the box shows it and can try it, but changes nothing. An appliance of Quoin can change it here.",
  "network.automatic": "Automatic",
  "network.fixed": "Fixed address",
  "network.how": "Address of the box",
  "network.address": "Address",
  "network.prefix": "Prefix length",
  "network.prefix.hint": "24 is 255.255.255.0",
  "network.servers.hint": "Several with a space between them; empty: those the network names by itself.",
  "network.proxy.form": "host:port; empty: none. The box orders certificates through it.",
  "network.proxy.hint": "Only where this network reaches the internet through one. Nothing that people need goes through it.",
  "network.apply": "Apply",
  "network.applied": "Applied.",
  "network.try": "Try it",
  "network.try.it": "Try it: {what}",
  "network.details": "The network in detail",
  "network.try.time": "Time server",
  "network.try.name": "Name to look for",
  "network.moved.title": "Open the box at its new address",
  "network.moved":
    "Open {address} within a minute and a half. What is not confirmed there goes back by itself: a slip loses nobody the box.",
  "network.moved.link": "Open {address}",
  "network.confirming": "Confirming the new address…",
  "network.confirmed": "The new address is confirmed.",
  "network.next": "Go on in the console",
} as const;
