import { graphql } from '../../graphql.ts';
import type { FoundError } from './errors.ts';

/** Looks through files that are sent, and stores nothing. */
export const CheckImport = graphql(`
  mutation CheckImport($input: CheckImportInput!) {
    result: checkImport(input: $input) {
      __typename
      ... on CheckImportSuccess {
        check {
          files {
            name
            rows
            errors
          }
          errors {
            file
            line
            column
            value
            code
            message
            params
          }
          notices {
            file
            code
            message
            params
          }
          counts {
            file
            added
            changed
            unchanged
            removed
          }
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** Stores them. */
export const ImportFiles = graphql(`
  mutation ImportFiles($input: ImportFilesInput!) {
    result: importFiles(input: $input) {
      __typename
      ... on ImportFilesSuccess {
        counts {
          file
          added
          changed
          unchanged
          removed
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** How the stored rows of one file change. */
export interface Counts {
  file: string;
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
}

/** What the server found in the files. */
export interface Check {
  files: { name: string; rows: number; errors: number }[];
  errors: FoundError[];
  notices: Omit<FoundError, 'line' | 'column' | 'value'>[];
  counts: Counts[];
}
