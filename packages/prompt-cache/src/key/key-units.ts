/*
 * How a value is written, in characters of 16 bits. Each value has one form, no form is the beginning of another, and each
 * says its own length; so two worlds give the same characters exactly when they wrote the same values in the same order.
 *
 *   0000-dfff       a whole number from -4,096 to 53,247
 *   e000-efff       a known text, by its number; other numbers in every process
 *   f000 + 2        any other whole number of 32 bits
 *   f001 + 4        any other whole number
 *   f002 + 4        a number with all its bits
 *   f003 + n + …    any other text, after its length, which is a whole number
 *
 * They are constants in a file that imports nothing, so that our build puts the numbers where the names stand: to look one
 * up for each value makes a lookup in the cache slower by up to a tenth.
 */

/** The whole number that is written as 0. */
export const lowestNumber = -4_096;
/** The first known text. */
export const knownText = 0xe0_00;
export const int32 = 0xf0_00;
export const wide = 0xf0_01;
export const bits = 0xf0_02;
export const writtenOut = 0xf0_03;
/** No value begins with it, so nothing that was written can be taken for a digest. */
export const digest = 0xff_ff;

/** How many texts can be written by number. */
export const mostKnownTexts = int32 - knownText;
