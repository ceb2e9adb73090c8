// What the organisation's pages repeat from the contract, held equal to it, and ids of sites a day no longer knows.

import { expect, it } from 'vitest';
import { CHANGE_KINDS } from '../../client/admin/changeKinds.ts';
import { checkCode, checkDay, MAX_CODE } from '../../client/admin/validateAdmin.ts';
import { inPrecedenceWithRest } from '../../client/planner/siteGroups.ts';
import { type SiteView, unitWriteSchema } from '../../server/contract/http.ts';
import { CHANGE_KINDS as CONTRACT_KINDS } from '../../server/contract/records.ts';

it('[OT15] every kind of change the contract knows is shown', () => {
  expect(CHANGE_KINDS).toEqual(CONTRACT_KINDS);
});

it('[OT15] the form takes the codes the contract takes, and days that exist', () => {
  const codes = [
    'xa-my-le',
    ' XA-2 ',
    'x',
    '',
    ' ',
    'xã',
    'a--b',
    '-a',
    'a b',
    'x'.repeat(MAX_CODE),
    'x'.repeat(MAX_CODE + 1),
  ];
  const takes = (code: string) => unitWriteSchema.shape.code.safeParse(code).success;
  expect(codes.map((code) => checkCode(code) === null)).toEqual(codes.map(takes));
  expect(['2025-07-01', '2025-02-30', '', '01/07/2025'].map((day) => checkDay(day))).toEqual([
    null,
    'date',
    'date',
    'date',
  ]);
});

it('[OT7] a chosen site that is not in force on the day is kept, last, until it is taken out by hand', () => {
  const site = (siteId: string, order: number) => ({ siteId, order }) as SiteView;
  const sites = [site('b', 2), site('a', 1)];
  expect(inPrecedenceWithRest(['z', 'b', 'y', 'a', 'z'], sites)).toEqual(['a', 'b', 'y', 'z']);
});
