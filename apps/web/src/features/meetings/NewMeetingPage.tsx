import { Button } from '@navikt/ds-react/Button';
import { Checkbox, CheckboxGroup } from '@navikt/ds-react/Checkbox';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { isPublished, usePeriod } from '../../period.ts';
import { FormErrors } from '../../shell/FormErrors.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useDraft } from '../../shell/useDraft.ts';
import { SidesFields, sidesOf, sidesVariables } from '../../sides.ts';
import { readDate } from '../../typed-date.ts';
import { useViewer } from '../../viewer.tsx';
import { inputOf, keyOf, MatterFragment, pointWords } from './meeting.ts';
import type { Point } from './meeting.ts';
import './meetings.css';

const SidesQuery = graphql(
  `
    query MeetingSides($navOffice: String, $county: String) {
      ...SidesFields
    }
  `,
  [SidesFields],
);

const SuggestQuery = graphql(
  `
    query MeetingSuggestions(
      $provider: String!
      $counterpart: String
      $counterpartKind: OrganisationKind
      $programme: String!
      $year: Int!
      $locale: Locale!
    ) {
      meetingMatter(
        provider: $provider
        counterpart: $counterpart
        counterpartKind: $counterpartKind
        programme: $programme
        year: $year
      ) {
        ...MatterFields
      }
    }
  `,
  [MatterFragment],
);

const PlanMeeting = graphql(`
  mutation PlanMeeting($input: PlanMeetingInput!) {
    result: planMeeting(input: $input) {
      __typename
      ... on PlanMeetingSuccess {
        meeting {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const WITH = 'meeting-with';
const DAY = 'meeting-day';
const POINTS = 'meeting-points';

/** How many points about figures are ticked from the start: an hour has room for so many. */
const MOST_FIGURES = 5;

/** What is ticked from the start: the first points about figures, and the actions that are overdue. */
function chosenAtFirst(points: readonly Point[]): string[] {
  const figures = points.filter(({ kind }) => kind !== 'OPEN_ACTION').slice(0, MOST_FIGURES);
  return [...figures, ...points.filter(({ action }) => action?.overdue)].map(keyOf);
}

/** Calls a dialogue meeting: with whom, about which programme and year, when, and which of the suggested points. */
export function NewMeetingPage() {
  const language = useLanguage();
  const { t, apiLocale } = language;
  const { organisation, ability } = useViewer();
  const search = useSearch({ from: '/meetings/new' });
  const navigate = useNavigate({ from: '/meetings/new' });
  const period = usePeriod(search);
  const isProvider = organisation.kind === 'PROVIDER';
  const may = ability.can('create', 'Meeting');
  const [{ data, error, fetching }, ask] = useQuery({
    query: SidesQuery,
    variables: sidesVariables(organisation),
    pause: !may,
  });
  const chosen = isProvider ? search.counterpart : search.provider;
  const { providers, sides, other, to } = sidesOf(data, organisation, chosen, (name) =>
    t('newMeeting.county', { name }),
  );
  const provider = providers.find(({ number }) => number === search.provider);
  const about = period && { programme: period.programme.code, year: period.year };
  const [{ data: suggested, fetching: suggesting }] = useQuery({
    query: SuggestQuery,
    variables: { provider: '', programme: '', year: 0, ...to, ...about, locale: apiLocale },
    pause: !to || !about,
  });
  const matter = to && about ? (suggested?.meetingMatter ?? null) : null;
  const points = matter?.suggestions ?? [];

  const [draft, setDraft] = useDraft<{ day: string; chosen: string[] | null; own: string }>(
    `new meeting ${JSON.stringify(search)}`,
    { day: '', chosen: null, own: '' },
  );
  const chosenPoints = draft.chosen ?? chosenAtFirst(points);
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: sending }, plan] = useMutation(PlanMeeting);

  if (!may) {
    return (
      <Page title={t('newMeeting.title')} width="text">
        <p className="lead">{t(ability.can('read', 'Meeting') ? 'newMeeting.mayNot' : 'meetings.mayNot')}</p>
      </Page>
    );
  }
  const choose = (change: { provider?: string; counterpart?: string; programme?: string; year?: number }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const send = async () => {
    const heldOn = readDate(draft.day);
    const found: Problems = {
      ...(!other && { [WITH]: t('newMeeting.withNeeded') }),
      ...(heldOn === null && { [DAY]: t('newMeeting.dayNeeded') }),
    };
    setProblems(found);
    if (!to || !about || heldOn === null) return;
    const agenda = [
      ...points.filter((point) => chosenPoints.includes(keyOf(point))).map(inputOf),
      ...draft.own
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((text) => ({ kind: 'OTHER' as const, text })),
    ];
    const answer = outcome(await plan({ input: { ...to, ...about, heldOn, agenda } }));
    if (!answer.success) {
      setRefusal(
        refusalText(language, answer.refusal, {
          'identity-number': 'error.identityNumber',
          'no-agreement': 'newMeeting.noAgreement',
        }),
      );
      return;
    }
    setDraft(null);
    void navigate({ to: '/meetings/$id', params: { id: answer.success.meeting.id } });
  };

  return (
    <Page title={t('newMeeting.title')} below={t('newMeeting.lead')} width="text">
      {error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      <form
        className="new-meeting"
        noValidate
        aria-busy={fetching}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <FormErrors problems={problems} />
        <Select
          id={WITH}
          label={t(isProvider ? 'newMeeting.with' : 'newMeeting.provider')}
          value={other?.number ?? ''}
          error={problems[WITH]}
          onChange={({ target }) => choose(isProvider ? { counterpart: target.value } : { provider: target.value })}
        >
          <option value="">{t('newMeeting.choose')}</option>
          {sides.map((side) => (
            <option key={side.id} value={side.number}>
              {side.name}
            </option>
          ))}
        </Select>
        {period && (
          <div className="new-meeting__period">
            <ProgrammePicker
              period={period}
              only={(code) => provider?.programmes.some((programme) => programme.code === code) ?? true}
              onChoose={(programme) => choose({ programme })}
            />
            <YearPicker
              period={period}
              only={(year) => isPublished(period, year)}
              onChoose={(year) => choose({ year })}
            />
          </div>
        )}
        <TextField
          id={DAY}
          className="new-meeting__day"
          label={t('newMeeting.day')}
          description={t('newMeeting.dayHint')}
          value={draft.day}
          error={problems[DAY]}
          onChange={({ target }) => setDraft({ ...draft, day: target.value })}
        />
        {to && suggesting && <Skeleton variant="rectangle" height={160} />}
        {matter && (
          <CheckboxGroup
            id={POINTS}
            legend={t('newMeeting.points')}
            description={t(points.length > 0 ? 'newMeeting.pointsHint' : 'newMeeting.noPoints')}
            value={chosenPoints}
            onChange={(kept: string[]) => setDraft({ ...draft, chosen: kept })}
          >
            {points.map((point) => {
              const { title, why } = pointWords(point, matter, language);
              return (
                <Checkbox key={keyOf(point)} value={keyOf(point)} description={`${t(`point.${point.kind}`)}. ${why}`}>
                  {title}
                </Checkbox>
              );
            })}
          </CheckboxGroup>
        )}
        <TextField
          label={t('newMeeting.own')}
          description={t('newMeeting.ownHint')}
          value={draft.own}
          maxLength={500}
          onChange={({ target }) => setDraft({ ...draft, own: target.value })}
        />
        <Refused text={refusal} />
        <Button type="submit" loading={sending}>
          {t('newMeeting.call')}
        </Button>
      </form>
    </Page>
  );
}
