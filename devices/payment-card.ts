// Tells a payment card from a badge. A magnetic reader at a printer reads whatever is swiped; a bank card's number must never be kept,
// compared or logged, so it is dropped before anything else sees it. PURE.

/** ISO/IEC 7812: 13 to 19 digits. First digit 2 to 6: the networks that issue payment cards. Numbers on badges that begin otherwise,
 *  such as NXP's seven-byte serial numbers in decimal (1…), are left alone. */
const accountNumber = /^[2-6][0-9]{12,18}$/;

/** A run of digits; people's terminals and some readers group them by spaces or dashes. */
const digitRuns = /[0-9](?:[ -]?[0-9]){12,}/g;

export const looksLikePaymentCard = (text: string): boolean =>
  [...text.matchAll(digitRuns)].some(([run]) => {
    const digits = run.replace(/[ -]/g, "");
    return accountNumber.test(digits) && luhn(digits);
  });

/** ISO/IEC 7812-1 annex B: from the right, every second digit doubled. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = digit * 2;
    sum += at % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}
