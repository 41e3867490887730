import type { Day } from '../periods.ts';

/** The programmes (tiltak) of the report, as delivered; an installation may have others. */
export const PROGRAMMES: readonly string[] = ['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB'];

/** Into work (formidling til arbeid). Report section 4.6. */
export const WORK_END_REASONS = [
  'work_unsubsidised',
  'work_wage_subsidy',
  'work_permanent_wage_subsidy',
  'work_with_disability_pension',
  'work_disability_pension_bonus',
  'work_temporary',
] as const;

/** On to something that leads towards work (aktive løsninger). Report section 4.7. */
export const ACTIVE_END_REASONS = ['education_self_funded', 'other_programme', 'medical_treatment'] as const;

/** Why a participation ended. */
export const END_REASONS: readonly string[] = [
  ...WORK_END_REASONS,
  ...ACTIVE_END_REASONS,
  'disability_pension',
  'illness',
  'dropped_out',
  'moved',
  'deceased',
  'completed_unemployed',
  'other',
];

/** Qualifications that count as formal. Report section 4.9. */
export const FORMAL_QUALIFICATIONS = [
  'craft_certificate',
  'module',
  'apprenticeship_candidate',
  'certification',
] as const;

/** The three sides that the same nine things are asked of. */
export const SURVEYS = ['nav', 'participant', 'employee'] as const;
export type Survey = (typeof SURVEYS)[number];

export const GENDERS = ['f', 'm', 'x'] as const;
export const LEVELS = ['low', 'medium', 'high'] as const;

/** One person's time in one programme. `participationId` is a pseudonym, unique within the provider. */
export interface ParticipationRow {
  provider: string;
  participationId: string;
  programme: string;
  /** Unit number of the office that referred the person. */
  navOffice: string | null;
  startDate: Day;
  endDate: Day | null;
  /** Given exactly when `endDate` is. */
  endReason: string | null;
  firstWorkday: Day | null;
  employedDate: Day | null;
  /** `none` or one of `FORMAL_QUALIFICATIONS`. */
  formalQualification: string | null;
  gender: string | null;
  birthYear: number | null;
  workAbility: string | null;
  basicSkills: string | null;
  minorityBackground: boolean | null;
}

/** A stay of a participant with a partner outside the provider (hospitering). */
export interface ExternalPlacementRow {
  provider: string;
  participationId: string;
  partner: string;
  startDate: Day;
  /** Null = still there. */
  endDate: Day | null;
  followedUp: boolean;
}

/** Somebody in working life who takes participants in; `partner` is the name, unique within the provider. */
export interface PlacementPartnerRow {
  provider: string;
  partner: string;
  /** Null = nothing in writing. */
  agreementDate: Day | null;
  lastUsedDate: Day | null;
}

/** One training of one member of staff; 0 hours lists staff without training. */
export interface StaffTrainingRow {
  provider: string;
  staffId: string;
  inRehabilitation: boolean;
  date: Day;
  hours: number;
}

/** One answer of the health checklist; questions 1–4 have no programme. */
export interface HealthAnswerRow {
  provider: string;
  year: number;
  programme: string | null;
  question: number;
  answer: boolean;
}

/** How a participant fared after the programme: an end reason or `unknown`. */
export interface FollowUpRow {
  provider: string;
  participationId: string;
  date: Day;
  situation: string;
}

/** How many were entitled to answer a survey and how many were offered it. */
export interface SurveyCoverageRow {
  survey: Survey;
  provider: string;
  programme: string | null;
  year: number;
  entitled: number;
  offered: number;
}

/** An entered number, for an indicator that is not worked out from other rows. */
export interface IndicatorValueRow {
  provider: string;
  indicator: string;
  programme: string | null;
  year: number;
  numerator: number;
  denominator: number | null;
}

/** One respondent's answer to one question: 1–6, 7 = don't know (`nav`); question 9 of participants is 1 = yes, 0 = no. */
export interface SurveyAnswerRow {
  survey: Survey;
  provider: string;
  /** Participant survey only. */
  programme: string | null;
  year: number;
  responseId: string;
  question: number;
  answer: number;
}

/** The row of each data file, by the file's name without `.csv` in camel case. */
export interface TableRows {
  participations: ParticipationRow;
  externalPlacements: ExternalPlacementRow;
  placementPartners: PlacementPartnerRow;
  staffTraining: StaffTrainingRow;
  healthChecklist: HealthAnswerRow;
  followUps: FollowUpRow;
  surveyCoverage: SurveyCoverageRow;
  indicatorValues: IndicatorValueRow;
  surveyAnswers: SurveyAnswerRow;
}

export type TableName = keyof TableRows;

/** All that is reported, by any number of providers and for any years. */
export type DataTables = { [Name in TableName]: TableRows[Name][] };

export function emptyTables(): DataTables {
  return {
    participations: [],
    externalPlacements: [],
    placementPartners: [],
    staffTraining: [],
    healthChecklist: [],
    followUps: [],
    surveyCoverage: [],
    indicatorValues: [],
    surveyAnswers: [],
  };
}
