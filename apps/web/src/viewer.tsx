import { createMongoAbility } from '@casl/ability';
import type { PackRule } from '@casl/ability/extra';
import { unpackRules } from '@casl/ability/extra';
import type { AppAbility } from '@batt/domain/access/ability';
import { createContext, use } from 'react';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';

/** Who is signed in, for which organisation, and what waits: read once by the frame. */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      locale
      person {
        id
        name
      }
      organisation {
        __typename
        id
        number
        name
        kind
      }
      role
      memberships {
        id
        role
        organisation {
          id
          name
        }
      }
      abilities
      waiting {
        targetsToAnswer
        unreadThreads
        reportsDue
      }
    }
  }
`);

type ViewerData = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;

/** The signed-in person as the pages see it. `ability` gives hints only: the API decides. */
export type Viewer = Omit<ViewerData, 'abilities'> & { ability: AppAbility };

/** The viewer with the rules of its role unpacked. */
export function viewerFrom({ abilities, ...viewer }: ViewerData): Viewer {
  const packed = Array.isArray(abilities) ? (abilities as PackRule<AppAbility['rules'][number]>[]) : [];
  return { ...viewer, ability: createMongoAbility<AppAbility>(unpackRules(packed)) };
}

export const ViewerContext = createContext<Viewer | null>(null);

/** The signed-in person. For pages inside the frame, which is where somebody is signed in; open pages ask `use(ViewerContext)`. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('A page that needs a viewer was shown to nobody.');
  return viewer;
}
