import type { DataError, Notice } from '@batt/domain/data-files/data-errors';
import { z } from 'zod';
import { builder, byUuid } from '../../builder.ts';
import { FileCount, Report, fileCounts } from '../reports/schema.ts';
import { ImportRejected, checkImport, findFiles, importFiles } from './imports.ts';
import type { ImportCheck } from './imports.ts';

const UploadedFile = builder.loadableNode('UploadedFile', {
  description: 'A file that was sent to `/files` and waits to be checked or imported; a day at most.',
  ...byUuid(findFiles),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it was called.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it came.' }),
  }),
});

const DataErrorType = builder.objectRef<DataError>('DataError').implement({
  description: 'One thing that is wrong in a data file.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'The data file.' }),
    line: t.exposeInt('line', { description: 'Where the record starts; the header is line 1.' }),
    column: t.exposeString('column', { description: "The column's name; `-` is the whole row." }),
    value: t.exposeString('value', { description: 'What stood there.' }),
    code: t.exposeString('code', { description: 'Stable name of what is wrong.' }),
    message: t.exposeString('message', { description: 'The same in plain English.' }),
    params: t.expose('params', { type: 'JSON', description: 'What a wording of `code` needs.' }),
  }),
});

const NoticeType = builder.objectRef<Notice>('DataNotice').implement({
  description: 'What is worth telling of a data file but is not wrong.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'The data file.' }),
    code: t.exposeString('code', { description: 'Stable name of it.' }),
    message: t.exposeString('message', { description: 'The same in plain English.' }),
    params: t.expose('params', { type: 'JSON', description: 'What a wording of `code` needs.' }),
  }),
});

const CheckedFile = builder.objectRef<ImportCheck['files'][number]>('CheckedFile').implement({
  description: 'One data file that was read.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The data file: `participations.csv`.' }),
    rows: t.exposeInt('rows', { description: 'Rows without errors.' }),
    errors: t.exposeInt('errors', { description: 'How many things are wrong with it.' }),
  }),
});

const Check = builder.objectRef<ImportCheck>('ImportCheck').implement({
  description: 'What an import would do, or why it cannot.',
  fields: (t) => ({
    files: t.expose('files', { type: [CheckedFile], description: 'The data files that were found.' }),
    errors: t.expose('errors', {
      type: [DataErrorType],
      description: 'All that is wrong; the first thousand of each file.',
    }),
    notices: t.expose('notices', { type: [NoticeType], description: 'What else is worth knowing.' }),
    counts: t.field({
      type: [FileCount],
      description: 'How stored rows would change; empty when something is wrong.',
      resolve: ({ counts }) => fileCounts(counts),
    }),
  }),
});

builder.objectType(ImportRejected, {
  name: 'ImportRejected',
  description: 'Something is wrong with the files. Nothing was imported.',
  fields: (t) => ({
    check: t.expose('check', { type: Check, description: 'What is wrong.' }),
  }),
});

const CheckImportSuccess = builder.objectRef<ImportCheck>('CheckImportSuccess').implement({
  description: 'The files were read.',
  fields: (t) => ({ check: t.field({ type: Check, description: 'What was found.', resolve: (check) => check }) }),
});

const ImportFilesSuccess = builder.objectRef<ImportCheck>('ImportFilesSuccess').implement({
  description: 'The files are imported.',
  fields: (t) => ({
    counts: t.field({ type: [FileCount], description: 'What changed.', resolve: ({ counts }) => fileCounts(counts) }),
    report: t.field({
      type: Report,
      nullable: true,
      description: 'The report of the newest year of which something changed; null when nothing did.',
      resolve: ({ years }, _args, { viewer }) =>
        years.length > 0 ? `${viewer.organisationId}-${Math.max(...years)}` : null,
    }),
  }),
});

const fileIds = {
  for: UploadedFile,
  required: true,
  description: 'Ids from `/files`.',
  validate: z.array(z.unknown()).min(1).max(20),
} as const;
const replaceYear = {
  description: 'Remove what lies in this year and is not in the files.',
  validate: z.int().min(2000).max(2100),
};

builder.mutationFields((t) => ({
  checkImport: t.fieldWithInput({
    description: 'Reads uploaded files and tells what importing them would do. Stores nothing.',
    type: CheckImportSuccess,
    errors: { directResult: true },
    input: { fileIds: t.input.globalIDList(fileIds), replaceYear: t.input.int(replaceYear) },
    resolve: (_root, { input }, context) =>
      checkImport(context, { ...input, fileIds: input.fileIds.map(({ id }) => id) }),
  }),
  importFiles: t.fieldWithInput({
    description: 'Imports uploaded files: all of them, or nothing when anything is wrong.',
    type: ImportFilesSuccess,
    errors: { directResult: true, types: [ImportRejected] },
    input: { fileIds: t.input.globalIDList(fileIds), replaceYear: t.input.int(replaceYear) },
    resolve: (_root, { input }, context) =>
      importFiles(context, { ...input, fileIds: input.fileIds.map(({ id }) => id) }),
  }),
}));
