// All Vietnamese texts of the planner's pages in one object. Keys are typed from here (i18nTypes.d.ts).

import { adminVi } from '../../admin/texts/adminVi.ts';
import { integrationsVi } from '../../integrations/texts/integrationsVi.ts';
import { lifeVi } from '../../life/texts/lifeVi.ts';
import { availabilityVi } from '../../planner/availability/texts/availabilityVi.ts';
import { invitationVi } from '../../planner/invitation/texts/invitationVi.ts';
import { seriesVi } from '../../planner/series/texts/seriesVi.ts';
import { templatesVi } from '../../planner/templates/texts/templatesVi.ts';
import { plannerVi } from '../../planner/texts/plannerVi.ts';
import { rulesVi } from '../../rules/texts/rulesVi.ts';
import { shellVi } from './shellVi.ts';

export const vi = {
  ...shellVi,
  ...plannerVi,
  ...availabilityVi,
  ...lifeVi,
  ...rulesVi,
  ...invitationVi,
  ...seriesVi,
  ...templatesVi,
  ...adminVi,
  ...integrationsVi,
} as const;
export type Texts = typeof vi;
