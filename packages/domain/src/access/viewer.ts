/** The five kinds of organisation that take part; each organisation is a tenant. */
export const ORGANISATION_KINDS = ['provider', 'nav-office', 'county-unit', 'directorate', 'association'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** A `viewer` reads, a `member` edits and discusses, a `manager` also submits, signs, agrees and runs its people. */
export const ROLES = ['viewer', 'member', 'manager'] as const;
export type Role = (typeof ROLES)[number];

/** A person who acts for one organisation in one role. */
export interface Viewer {
  personId: string;
  personName: string;
  organisationId: number;
  organisationKind: OrganisationKind;
  role: Role;
  /** Whether the organisation is the association that runs years, catalogue and publication. */
  isOperator: boolean;
  countyUnitId: number | null;
  /**
   * Whose whole scorecards may be read: a provider's own, those a NAV office has a current agreement with, those
   * under a county unit, an association's members. Empty and unused for the directorate, which reads all.
   */
  providerIds: number[];
  /** A token may be for reading alone. */
  scope: 'read' | 'write';
}

/** Whether a role includes what another one may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
