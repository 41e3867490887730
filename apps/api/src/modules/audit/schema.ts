import { asInteger, builder } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Organisation } from '../organisations/schema.ts';
import { auditKey, findAuditEntries, listAuditEntries } from './audit.ts';

const AuditEntry = builder.loadableNode('AuditEntry', {
  description: 'Something that was done. Entries are never changed or removed.',
  load: (seqs: number[], context) => findAuditEntries(context, seqs),
  sort: (row) => row.seq,
  id: { resolve: (row) => row.seq, parse: asInteger },
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    personName: t.exposeString('personName', {
      nullable: true,
      description: 'Who. Null when the platform did it, or when the person is not yours to see.',
    }),
    organisation: t.expose('organisationId', {
      type: Organisation,
      nullable: true,
      description: 'The organisation acted for.',
    }),
    action: t.exposeString('action', { description: 'What was done: `submit-report`.' }),
    subject: t.exposeString('subject', { description: 'To what: `report 810034882 2024`.' }),
    details: t.expose('details', { type: 'JSON', description: 'What else is worth knowing about it.' }),
  }),
});

const AuditEntryConnection = builder.connectionObject(
  { type: AuditEntry, name: 'AuditEntryConnection' },
  { name: 'AuditEntryEdge' },
);

builder.queryField('auditLog', (t) =>
  t.connection(
    {
      type: AuditEntry,
      description:
        "What was done by one's own organisation and to it, latest first. For its managers; empty for others.",
      resolve: (_root, args, context) => connection(args, auditKey, (page) => listAuditEntries(context, page)),
    },
    AuditEntryConnection,
  ),
);
