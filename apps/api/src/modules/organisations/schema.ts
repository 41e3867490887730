import { actionsOn } from '@batt/domain/access/ability';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import { z } from 'zod';
import { asInteger, asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { connection } from '../../page.ts';
import { Programme } from '../indicators/schema.ts';
import {
  addAgreement,
  addOrganisation,
  agreementKey,
  agreementMoves,
  endAgreement,
  findAgreements,
  findOrganisations,
  listAgreements,
  listAssociationsOf,
  listCounties,
  listOrganisations,
  listPartnersOf,
  listProgrammesOf,
  mayReadScorecard,
  organisationKey,
  renameOrganisation,
  runsToday,
} from './organisations.ts';
import type { OrganisationRow } from './organisations.ts';

export const OrganisationKindEnum = enumOf('OrganisationKind', 'What kind of organisation takes part.', {
  provider: 'Delivers programmes and reports once a year (tiltaksarrangør).',
  'nav-office': 'Buys programmes (Nav-kontor).',
  'county-unit': 'Compares its providers (fylkets tiltaksenhet).',
  directorate: 'Sets national targets (Arbeids- og velferdsdirektoratet).',
  association: 'Runs its members; one runs the system (bransjeforening).',
});

const typeNames = {
  provider: 'Provider',
  'nav-office': 'NavOffice',
  'county-unit': 'CountyUnit',
  directorate: 'Directorate',
  association: 'Association',
} as const;

/** A field of this type, or of one kind of organisation, may resolve to the organisation's id. */
export const Organisation = builder.loadableInterface('Organisation', {
  description: 'Somebody who takes part: a provider, a Nav office, a county unit, the directorate or an association.',
  interfaces: [builder.nodeInterfaceRef()],
  load: (ids: number[], context) => findOrganisations(context, ids),
  sort: (row) => row.id,
  resolveType: (row) => typeNames[row.kind],
  fields: (t) => ({
    number: t.exposeString('number', { description: "Organisation number, or Nav's four-digit unit number." }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    kind: t.expose('kind', { type: OrganisationKindEnum, description: 'What kind of organisation it is.' }),
    validFrom: t.expose('validFrom', { type: 'Date', description: 'First day that it takes part.' }),
    validTo: t.expose('validTo', {
      type: 'Date',
      nullable: true,
      description: 'Last day that it takes part; null while it does.',
    }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to it.',
      resolve: (row, _args, { ability }) => actionsOn(ability, 'Organisation', row),
    }),
  }),
});

builder.interfaceField(Organisation, 'successor', (t) =>
  t.expose('successorId', { type: Organisation, nullable: true, description: 'What it became part of.' }),
);

function ofKind(kind: OrganisationKind) {
  return {
    interfaces: [Organisation],
    load: (ids: number[], context: Context) => findOrganisations(context, ids, kind),
    sort: (row: OrganisationRow) => row.id,
    id: { resolve: (row: OrganisationRow) => row.id, parse: asInteger },
  };
}

export const CountyUnit = builder.loadableNode('CountyUnit', {
  ...ofKind('county-unit'),
  description: "One of Nav's county units (fylkets tiltaksenhet).",
});

export const Directorate = builder.loadableNode('Directorate', {
  ...ofKind('directorate'),
  description: 'Arbeids- og velferdsdirektoratet.',
});

export const Association = builder.loadableNode('Association', {
  ...ofKind('association'),
  description: 'An association of providers (bransjeforening).',
  fields: (t) => ({
    isOperator: t.exposeBoolean('isOperator', { description: 'Whether it runs years, catalogue and publication.' }),
  }),
});

export const NavOffice = builder.loadableNode('NavOffice', {
  ...ofKind('nav-office'),
  description: 'A Nav office (Nav-kontor).',
  fields: (t) => ({
    county: t.field({
      type: CountyUnit,
      description: 'The county unit that it lies under.',
      // The table knows no Nav office without one.
      resolve: (row) => row.countyUnitId ?? 0,
    }),
  }),
});

export const Provider = builder.loadableNode('Provider', {
  ...ofKind('provider'),
  description: 'A provider of labour market programmes (tiltaksarrangør).',
  fields: (t) => ({
    county: t.field({
      type: CountyUnit,
      description: 'The county unit that it lies under.',
      // The table knows no provider without one.
      resolve: (row) => row.countyUnitId ?? 0,
    }),
    associations: t.loadableList({
      type: Association,
      description: 'Associations that it is a member of, by name.',
      load: (ids: number[], context) => listAssociationsOf(context, ids),
      resolve: (row) => row.id,
    }),
    programmes: t.loadableList({
      type: Programme,
      description: 'Programmes that it has agreements on today, of agreements that the viewer may see.',
      load: (ids: number[], context) => listProgrammesOf(context, ids),
      resolve: (row) => row.id,
    }),
    navOffices: t.loadableList({
      type: NavOffice,
      description: 'Nav offices that it has an agreement with today and whose agreements the viewer may see, by name.',
      load: (ids: number[], context) => listPartnersOf(context, 'provider', ids),
      resolve: (row) => row.id,
    }),
    viewerMayReadScorecard: t.boolean({
      description: 'Whether the viewer may read its whole scorecards.',
      resolve: (row, _args, context) => mayReadScorecard(context, row),
    }),
  }),
});

builder.objectField(NavOffice, 'providers', (t) =>
  t.loadableList({
    type: Provider,
    description: 'Providers that it has an agreement with today and whose agreements the viewer may see, by name.',
    load: (ids: number[], context) => listPartnersOf(context, 'nav-office', ids),
    resolve: (row) => row.id,
  }),
);

/** Whichever kind of organisation an id may name. */
export const anyOrganisation = [Provider, NavOffice, CountyUnit, Directorate, Association];

export const Agreement = builder.loadableNode('Agreement', {
  description: 'A Nav office buys a programme from a provider for a time.',
  ...byUuid(findAgreements),
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Who delivers.' }),
    navOffice: t.expose('navOfficeId', { type: NavOffice, description: 'Who buys.' }),
    programme: t.expose('programme', { type: Programme, description: 'What is bought.' }),
    validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
    validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'Last day; null when none is set.' }),
    inForce: t.boolean({ description: 'Whether it runs today.', resolve: runsToday }),
    throughOffice: t.expose('throughOfficeId', {
      type: NavOffice,
      nullable: true,
      description:
        'The office through whose agreement this one is bought, and with which it ends; null for one of its own.',
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do: `end` it, or let another office buy `through` it.',
      resolve: (row, _args, context) => agreementMoves(context, row),
    }),
  }),
});

const OrganisationConnection = builder.connectionObject(
  { type: Organisation, name: 'OrganisationConnection' },
  { name: 'OrganisationEdge' },
);
const ProviderConnection = builder.connectionObject(
  { type: Provider, name: 'ProviderConnection' },
  { name: 'ProviderEdge' },
);
const NavOfficeConnection = builder.connectionObject(
  { type: NavOffice, name: 'NavOfficeConnection' },
  { name: 'NavOfficeEdge' },
);

builder.queryFields((t) => {
  const search = t.arg.string({ description: 'Part of the name, or the beginning of the number.' });
  const county = t.arg.string({ description: 'Only those under the county unit with this number.' });
  return {
    providers: t.connection(
      {
        type: Provider,
        description: 'Providers in being today, by name.',
        args: {
          search,
          county,
          association: t.arg.string({ description: 'Only members of the association with this number.' }),
          navOffice: t.arg.string({
            description:
              'Only those that the Nav office with this number has an agreement with today, of agreements that the viewer may see.',
          }),
        },
        resolve: (_root, args, context) =>
          connection(args, organisationKey, (page) => listOrganisations(context, { ...args, kind: 'provider' }, page)),
      },
      ProviderConnection,
    ),
    navOffices: t.connection(
      {
        type: NavOffice,
        description: 'Nav offices in being today, by name.',
        args: { search, county },
        resolve: (_root, args, context) =>
          connection(args, organisationKey, (page) =>
            listOrganisations(context, { ...args, kind: 'nav-office' }, page),
          ),
      },
      NavOfficeConnection,
    ),
    agreements: t.connection(
      {
        type: Agreement,
        description: 'The agreements that the viewer may see, by provider, office and programme.',
        args: {
          provider: t.arg.string(asks.onlyProvider),
          navOffice: t.arg.string({ description: 'Only of the Nav office of this unit number.' }),
          county,
          inForce: t.arg.boolean({ description: 'Only those that run today (or do not).' }),
        },
        resolve: (_root, args, context) =>
          connection(args, agreementKey, (page) => listAgreements(context, args, page)),
      },
      { name: 'AgreementConnection' },
      { name: 'AgreementEdge' },
    ),
    organisations: t.connection(
      {
        type: Organisation,
        description: 'Organisations in being today, by name.',
        args: { search, kind: t.arg({ type: OrganisationKindEnum, description: 'Only of this kind.' }) },
        resolve: (_root, args, context) =>
          connection(args, organisationKey, (page) => listOrganisations(context, args, page)),
      },
      OrganisationConnection,
    ),
    counties: t.field({
      type: [CountyUnit],
      description: "Nav's county units, by number.",
      resolve: (_root, _args, context) => listCounties(context),
    }),
  };
});

const name = z.string().trim().min(1).max(200);
const number = z.string().trim();

builder.mutationFields((t) => ({
  addOrganisation: t.fieldWithInput({
    description: 'Adds an organisation. For the operator.',
    ...gives(Organisation, 'organisation', 'The organisation.'),
    input: {
      kind: t.input.field({ type: OrganisationKindEnum, required: true, description: 'What kind it is.' }),
      number: t.input.string({
        required: true,
        validate: number,
        description: "Organisation number, or Nav's four-digit unit number.",
      }),
      name: t.input.string({ required: true, validate: name, description: 'What it is called.' }),
      countyNumber: t.input.string({
        validate: number.nullish(),
        description: 'The county unit that it lies under; for providers and Nav offices.',
      }),
      associationNumbers: t.input.stringList({
        description: 'The associations that it is a member of; for providers.',
      }),
    },
    resolve: (_root, { input }, context) => addOrganisation(context, input),
  }),
  renameOrganisation: t.fieldWithInput({
    description: 'Gives an organisation another name. For the operator and the own association.',
    ...gives(Organisation, 'organisation', 'The organisation with its new name.'),
    input: {
      id: t.input.globalID({ for: anyOrganisation, required: true, description: 'Which organisation.' }),
      name: t.input.string({ required: true, validate: name, description: 'Its new name.' }),
    },
    resolve: (_root, { input }, context) => renameOrganisation(context, input.id.id, input.name),
  }),
  addAgreement: t.fieldWithInput({
    description: "Enters an agreement. For the operator and the provider's association.",
    ...gives(Agreement, 'agreement', 'The agreement.'),
    input: {
      provider: t.input.string({
        required: true,
        validate: number,
        description: 'Organisation number of who delivers.',
      }),
      navOffice: t.input.string({ required: true, validate: number, description: 'Unit number of who buys.' }),
      programme: t.input.string({ required: true, description: 'Code of what is bought.' }),
      validFrom: t.input.field({ type: 'Date', required: true, description: 'First day.' }),
      validTo: t.input.field({ type: 'Date', description: 'Last day; none when left out.' }),
      through: t.input.globalID({
        for: Agreement,
        description: "Another office's agreement that this one is bought through, and with which it ends.",
      }),
    },
    resolve: (_root, { input }, context) => addAgreement(context, { ...input, through: input.through?.id ?? null }),
  }),
  endAgreement: t.fieldWithInput({
    description:
      "Sets the last day of an agreement, and of those bought through it. For the operator and the provider's association.",
    ...gives(Agreement, 'agreement', 'The agreement as it now stands.'),
    input: {
      id: t.input.globalID({ for: Agreement, required: true, description: 'Which agreement.' }),
      lastDay: t.input.field({
        type: 'Date',
        required: true,
        description: 'Its last day; it can only be made shorter.',
      }),
    },
    resolve: (_root, { input }, context) => endAgreement(context, { id: input.id.id, lastDay: input.lastDay }),
  }),
}));
