// A backup brought back in the console: what it holds, what would be lost, and how it ended.

export const restore = {
  "restore.file": "Backup file",
  "restore.file.hint": "It is checked whole beside the box's data, and shown to you. Nothing is changed before you say so.",
  "restore.file.choose": "Choose a file",
  "restore.bring": "Bring and check it",
  "restore.sending": "{percent} % has arrived",
  "restore.checking": "Every line is being checked. People go on printing meanwhile.",
  "restore.cut": "The file did not arrive whole. Nothing was changed. Bring it again.",
  "restore.failed": "The last restore failed",
  "restore.failed.why": "Everything is as it was before it. The box could not start with that backup; this is what it said:",
  "doctor.restore-failed":
    "The box could not start with the backup that was to be restored, and runs with everything as it was before. {problem}",
  "doctor.restore-failed.remedy": "Choose another backup, or mend what the box says about this one, and restore it again.",
  "admin.fix.restore": "Look at the backup",
  "restore.done": "The backup is in force. Verify the books, and enter by hand what came after it.",

  "restore.holds": "What is in this backup",
  "restore.made": "Made",
  "restore.made.unknown": "by an older Quoin, which did not write it down",
  "restore.box": "Box",
  "restore.box.same": "{name}, this one",
  "restore.box.other": "{name}, another one",
  "restore.users": "Users",
  "restore.credit": "Credit of all",
  "restore.rows": "Lines of the books",
  "restore.rows.last": "{n}, the last of {at}",
  "restore.jobs": "Jobs that waited",
  "restore.size": "Size",

  "restore.lost": "What will be lost",
  "restore.lost.nothing": "Nothing was printed or paid since then.",
  "restore.lost.rows": {
    one: "{n} line of the books, of {since}: {paidIn} paid in, {charged} printed.",
    other: "{n} lines of the books, since {since}: {paidIn} paid in, {charged} printed.",
  },
  "restore.lost.all": {
    one: "The only line of this box's books: they are not those of the backup.",
    other: "All {n} lines of this box's books: they are not those of the backup.",
  },
  "restore.lost.changes": "What was changed since then: people, printers, prices, settings. A card taken away since then opens again.",
  "restore.lost.kept": { one: "{n} document that waits here goes on waiting.", other: "{n} documents that wait here go on waiting." },
  "restore.lost.documents": {
    one: "{n} document that waits here: its owner sends it again.",
    other: "{n} documents that wait here: their owners send them again.",
  },
  "restore.lost.missing": {
    one: "{n} job that waited then has no document here any more: its owner is told.",
    other: "{n} jobs that waited then have no document here any more: their owners are told.",
  },
  "restore.lost.printing": {
    one: "{n} job is printing now, and nobody would pay for it: wait until it is out.",
    other: "{n} jobs are printing now, and nobody would pay for them: wait until they are out.",
  },
  "restore.lost.aside": "What stands here now is kept beside it, in a folder of the data directory.",

  "restore.typed": "Type {name} to confirm",
  "restore.password": "Your password",
  "restore.act": "Put this backup in force",
  "restore.away": "Throw it away",
  "restore.restarting": "The box starts again with the backup. Then everybody signs in anew.",
  "restore.command": "Without this page",
} as const;
