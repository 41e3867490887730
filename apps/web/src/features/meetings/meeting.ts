import { ActionFragment } from '../../actions/action.ts';
import { aimText, figureWriter, isMissed, statusOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { EnumOf, ResultOf, VariablesOf } from '../../graphql.ts';
import type { Language, TextKey } from '../../language.tsx';
import { TARGET_STATUSES } from '../../words.ts';

/** A point on an agenda, or one that the figures suggest. */
const PointFragment = graphql(`
  fragment PointFields on AgendaPoint @_unmask {
    kind
    theme
    text
    indicator {
      code
      name(locale: $locale)
    }
    action {
      id
      title
      ownerName
      dueDate
      overdue
      owner {
        id
        name
      }
    }
  }
`);
export type Point = ResultOf<typeof PointFragment>;

const TargetFigures = graphql(`
  fragment MeetingTarget on Target @_unmask {
    id
    level
    state
    value
    low
    high
    agreedAt
    owner {
      id
      name
    }
  }
`);

/** What the figures say, for a meeting that is called or to be called. */
export const MatterFragment = graphql(
  `
    fragment MatterFields on MeetingMatter @_unmask {
      publication {
        revision
        publishedAt
      }
      rows {
        indicator {
          code
          name(locale: $locale)
          unit
          decimals
          group
        }
        own {
          value
          status
          n
          numerator
          denominator
        }
        previous {
          value
          status
        }
        previousYear
        nationalMean
        change
        target {
          ...MeetingTarget
        }
        targetStatus
        next {
          ...MeetingTarget
        }
        running {
          asOf
          value
          atLeast
          certainty
          outlook
        }
      }
      endReasons {
        ended
        groups {
          code
          count
          share
          previousShare
          reasons {
            code
            count
            share
          }
        }
      }
      themes {
        theme
        nav
        participant
        employee
        yes
        distance
      }
      surveys {
        survey
        figure {
          value
          status
          n
        }
      }
      suggestions {
        ...PointFields
      }
    }
  `,
  [PointFragment, TargetFigures],
);
export type Matter = ResultOf<typeof MatterFragment>;
export type Row = Matter['rows'][number];
export type Theme = Matter['themes'][number];

/** A whole meeting. */
const MeetingFragment = graphql(
  `
    fragment MeetingFields on Meeting @_unmask {
      id
      state
      heldOn
      due
      year
      version
      minutes
      updatedAt
      updatedBy
      viewerCan
      endReasonsOpenedBy
      endReasonsOpenedAt
      programme {
        code
        name(locale: $locale)
      }
      provider {
        id
        number
        name
        kind
      }
      counterpart {
        id
        number
        name
        kind
      }
      agenda {
        ...PointFields
      }
      confirmations {
        current
        personName
        confirmedAt
        organisation {
          id
          name
        }
      }
      previous {
        id
        heldOn
      }
      actions {
        id
        ...ActionFields
      }
      actionsSince {
        id
        ...ActionFields
      }
      matter {
        ...MatterFields
      }
    }
  `,
  [PointFragment, MatterFragment, ActionFragment],
);
export type Meeting = ResultOf<typeof MeetingFragment>;

export const MeetingQuery = graphql(
  `
    query Meeting($id: ID!, $locale: Locale!) {
      node(id: $id) {
        __typename
        id
        ...MeetingFields
      }
    }
  `,
  [MeetingFragment],
);

/** Puts the points of a meeting in another order. */
export const SetAgenda = graphql(`
  mutation SetAgenda($input: SetAgendaInput!) {
    result: setAgenda(input: $input) {
      __typename
      ... on SetAgendaSuccess {
        meeting {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
type PointInput = VariablesOf<typeof SetAgenda>['input']['agenda'][number];

/** The point as the API takes it back. */
export function inputOf({ kind, indicator, theme, action, text }: Point): PointInput {
  return { kind, indicator: indicator?.code, theme, actionId: action?.id, text };
}

/** What tells a point from the others of an agenda. */
export function keyOf({ kind, indicator, theme, action, text }: Point): string {
  return [kind, indicator?.code, theme, action?.id, kind === 'OTHER' ? text : ''].join(' ');
}

const THEME_NAMES: readonly TextKey[] = [
  'theme.1',
  'theme.2',
  'theme.3',
  'theme.4',
  'theme.5',
  'theme.6',
  'theme.7',
  'theme.8',
  'theme.9',
];

/** The name of a survey theme. */
export function themeName(theme: number, { t }: Language): string {
  const key = THEME_NAMES[theme - 1];
  return key ? t(key) : String(theme);
}

/** A point in words: what it is about, and why it is there. */
export function pointWords(
  point: Point,
  matter: Pick<Matter, 'rows' | 'themes'> | null,
  language: Language,
): { title: string; why: string } {
  const { kind, indicator, theme, action, text } = point;
  const why = (reason: string) => [reason, kind === 'OTHER' ? '' : (text ?? '')].filter(Boolean).join(' ');
  if (kind === 'OPEN_ACTION' && action) return { title: action.title, why: why(actionWords(action, language)) };
  if (kind === 'SURVEY_GAP' && theme !== null) {
    const views = matter?.themes.find((row) => row.theme === theme);
    return { title: themeName(theme, language), why: why(views ? viewsWords(views, language) : '') };
  }
  if (indicator) {
    const row = matter?.rows.find((each) => each.indicator.code === indicator.code);
    return { title: indicator.name, why: why(row ? reasonWords(row, kind, language) : '') };
  }
  return { title: text ?? '', why: '' };
}

function actionWords({ owner, ownerName, dueDate, overdue }: NonNullable<Point['action']>, { t, format }: Language) {
  const who = ownerName ? `${ownerName}, ${owner.name}` : owner.name;
  if (!dueDate) return t('point.action', { who });
  return t(overdue ? 'point.actionOverdue' : 'point.actionDue', { who, date: format.date(dueDate) });
}

/** «Nav 4,1, deltakere 4,0, ansatte 5,2.» */
export function viewsWords({ nav, participant, employee, yes }: Theme, { t, format }: Language): string {
  const of = (value: number | null) => (value === null ? 'none' : format.number(value, 1));
  const words = t('point.views', {
    nav: of(nav),
    participant: of(participant),
    employee: of(employee),
    yes: yes === null ? 'none' : format.percent(yes, 0),
  });
  return words.trim();
}

/** «24,8 % mot målet 28,0 %. Under, innenfor usikkerheten.», or the change since the year before. */
export function reasonWords(row: Row, kind: Point['kind'], language: Language): string {
  const { t, format } = language;
  const write = figureWriter(row.indicator, language);
  const { own, previous, previousYear, target, next, running } = row;
  if (kind === 'CHANGE' || own.value === null) {
    return own.value !== null && previous?.value != null
      ? t('point.change', { own: write(own.value), previous: write(previous.value), year: String(previousYear) })
      : '';
  }
  const parts = [];
  if (target && (isMissed(row) || !running)) {
    const status = TARGET_STATUSES[statusOf(row)];
    parts.push(
      t('point.target', {
        own: write(own.value),
        target: aimText(target, row.indicator, language),
        status: t(status.word),
      }),
    );
  }
  if (next && running && running.outlook === 'AT_RISK') {
    parts.push(
      t('point.risk', {
        value: format.figure(running.value, row.indicator.unit, 0),
        target: aimText(next, row.indicator, language),
      }),
    );
  }
  return parts.join(' ');
}

/** Where a meeting has come, for lists and tags. */
export type Stage = 'coming' | 'awaitsMinutes' | 'awaitsUs' | 'awaitsThem' | 'confirmed' | 'cancelled';

/** How far a meeting has come, seen from one of its two sides. */
export function stageOf(
  {
    state,
    due,
    confirmations,
    provider,
    counterpart,
  }: {
    state: EnumOf<'MeetingState'>;
    due: boolean;
    confirmations: readonly { current: boolean; organisation: { id: string } }[];
    provider: { id: string };
    counterpart: { id: string };
  },
  me: string,
): Stage {
  if (state === 'CANCELLED') return 'cancelled';
  if (state === 'PLANNED') return due ? 'awaitsMinutes' : 'coming';
  const behind = new Set(confirmations.filter(({ current }) => current).map(({ organisation }) => organisation.id));
  if (behind.has(provider.id) && behind.has(counterpart.id)) return 'confirmed';
  return behind.has(me) ? 'awaitsThem' : 'awaitsUs';
}
