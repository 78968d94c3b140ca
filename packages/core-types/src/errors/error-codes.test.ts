import { describe, expect, it } from 'vitest';
import * as api from '../index.ts';
import { errorCodes } from './error-codes.ts';

/** Codes that belong to a class of another package. */
const elsewhere = ['PLANWEAVE_INVALID_PLAN', 'PLANWEAVE_NOTHING_SCRIPTED', 'PLANWEAVE_OPTION_DRIFT'];

const classes = Object.values(api).filter((value): value is typeof api.PlanweaveError => typeof value === 'function' && value.prototype instanceof api.PlanweaveError);
const codes = classes.flatMap(({ code }) => (code === undefined ? [] : [code]));

describe('errorCodes', () => {
  it('has one class for every code', () => {
    expect([...codes, ...elsewhere].toSorted()).toEqual(Object.keys(errorCodes).toSorted());
  });

  it('leaves only the abstract base of model errors without a code', () => {
    expect(classes.filter(({ code }) => code === undefined)).toEqual([api.ModelError]);
  });

  it('says one sentence about each, in the order of the alphabet', () => {
    expect(Object.keys(errorCodes)).toEqual(Object.keys(errorCodes).toSorted());
    expect(Object.entries(errorCodes).filter(([code, text]) => !/^PLANWEAVE_[A-Z_]+$/.test(code) || !/^[A-Z].*\.$/.test(text))).toEqual([]);
    expect(new Set(Object.values(errorCodes)).size).toBe(Object.keys(errorCodes).length);
  });
});
