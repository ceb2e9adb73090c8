// All English texts of the planner's pages; loaded only when somebody reads English.

import { adminEn } from '../../admin/texts/adminEn.ts';
import { integrationsEn } from '../../integrations/texts/integrationsEn.ts';
import { lifeEn } from '../../life/texts/lifeEn.ts';
import { availabilityEn } from '../../planner/availability/texts/availabilityEn.ts';
import { invitationEn } from '../../planner/invitation/texts/invitationEn.ts';
import { seriesEn } from '../../planner/series/texts/seriesEn.ts';
import { templatesEn } from '../../planner/templates/texts/templatesEn.ts';
import { plannerEn } from '../../planner/texts/plannerEn.ts';
import { rulesEn } from '../../rules/texts/rulesEn.ts';
import { shellEn } from './shellEn.ts';
import type { Translated } from './translated.ts';
import type { Texts } from './vi.ts';

export const en: Translated<Texts> = {
  ...shellEn,
  ...plannerEn,
  ...availabilityEn,
  ...lifeEn,
  ...rulesEn,
  ...invitationEn,
  ...seriesEn,
  ...templatesEn,
  ...adminEn,
  ...integrationsEn,
};
