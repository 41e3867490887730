import { z } from 'zod';
import { asks, builder, gives } from '../../builder.ts';
import { MeasurementYear } from '../reports/schema.ts';
import { listPublications } from './figures.ts';
import type { PublicationRow } from './figures.ts';
import { publishYear } from './publication.ts';

export const Publication = builder.objectRef<PublicationRow>('Publication').implement({
  description: "A year's figures as they were published. A correction makes a new revision; earlier ones are kept.",
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Which one, from 1.' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', description: 'When.' }),
    publishedBy: t.exposeString('publishedByName', { description: 'By whom, as they were called then.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was corrected; null for the first revision.',
    }),
  }),
});

/** The revision that a page shows. */
export const shownRevision = {
  type: Publication,
  nullable: true,
  description: 'The revision that it shows; null while the year is not published.',
} as const;

builder.objectFields(MeasurementYear, (t) => ({
  publication: t.field({
    type: Publication,
    nullable: true,
    description: 'The revision that readers see; null while the year is not published.',
    resolve: async ({ year, revision }, _args, context) =>
      (await listPublications(context, year)).find((publication) => publication.revision === revision) ?? null,
  }),
  publications: t.field({
    type: [Publication],
    description: 'All revisions, latest first.',
    resolve: ({ year }, _args, context) => listPublications(context, year),
  }),
}));

builder.mutationField('publishYear', (t) =>
  t.fieldWithInput({
    description: "Publishes a closed year, or corrects a published one. For the operator's managers.",
    ...gives(MeasurementYear, 'year', 'The year as it now stands.'),
    input: {
      year: t.input.int(asks.year),
      reason: t.input.string({
        description: 'Why a published year is corrected; shown to everybody.',
        validate: z.string().trim().min(1).max(1_000),
      }),
    },
    resolve: (_root, { input }, context) => publishYear(context, { year: input.year, reason: input.reason ?? null }),
  }),
);
