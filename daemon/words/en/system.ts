// What the console says under its head System, and what settings are told with.
export const system = {
  "setting.why.value": "It must be {mustBe}. For example: {example}",
  "setting.why.unknown": "There is no setting {name}.",
  "setting.why.at-least": "It must be at least {least}: a part of it may already be that much.",
  "setting.why.twice": "A second terminal is named {name}. Give each a name of its own.",
  "setting.why.simulated": "The driver {driver} simulates a device, and simulated devices are off.",
  "setting.why.fixed": "It is fixed in {where}, which the box does not write. Change it there.",
  "setting.why.currency": "All money of this box is in {currency}: amounts would be relabelled, not converted.",
  "doctor.settings-wait": "Settings were changed that take effect when the box starts again.",
  "doctor.settings-wait.remedy": "Restart the box, in the console under System, when nobody is printing.",
  "doctor.settings-undone": "The box could not start with the settings that were changed last, and runs with those from before. {problem}",
  "doctor.settings-undone.remedy": "Look at settings.refused.yaml in the data directory, and change them again in another way.",
} as const;
