import { TextLink } from '@batt/ui/Link';
import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Textarea } from '@navikt/ds-react/Textarea';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { targetPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { FormErrors } from '../../shell/FormErrors.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker } from '../../shell/PeriodPickers.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { useDraft } from '../../shell/useDraft.ts';
import { useViewer } from '../../viewer.tsx';
import { readAim } from './aim.ts';
import { AIM_IDS, AimFields } from './AimFields.tsx';
import { Evidence, useEvidence } from './Evidence.tsx';
import { useTargets } from './useTargets.ts';
import './targets.css';

const ProposeTarget = graphql(`
  mutation ProposeTarget($input: ProposeTargetInput!) {
    result: proposeTarget(input: $input) {
      __typename
      ... on ProposeTargetSuccess {
        target {
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

const INDICATOR = 'target-indicator';
const GROUNDS = 'target-grounds';

/** A Nav office proposes a target to a provider, with the figures before its eyes. */
export function NewTargetPage() {
  const { t } = useLanguage();
  const { organisation, ability } = useViewer();
  const search = useSearch({ from: '/targets/new' });
  const period = usePeriod({ programme: search.programme });
  const open = period?.years.filter(({ state }) => state === 'OPEN');
  const year = open?.find((each) => each.year === search.year)?.year ?? open?.[0]?.year;
  let hindrance;
  if (organisation.kind !== 'NAV_OFFICE' || !ability.can('propose', 'LocalTarget')) hindrance = t('newTarget.notNav');
  else if (!search.provider) hindrance = t('newTarget.noProvider');
  else if (period && year === undefined) hindrance = t('newTarget.noOpenYear');
  if (hindrance) {
    return (
      <Page title={t('newTarget.title')} width="text">
        <p className="lead">{hindrance}</p>
        <TextLink href="/providers">{t('targets.toProviders')}</TextLink>
      </Page>
    );
  }
  if (!period || year === undefined || !search.provider) {
    return (
      <Page title={t('newTarget.title')}>
        <Skeleton variant="rectangle" height={480} />
      </Page>
    );
  }
  return <Proposal period={period} year={year} provider={search.provider} />;
}

function Proposal({ period, year, provider }: { period: Period; year: number; provider: string }) {
  const language = useLanguage();
  const { t } = language;
  const search = useSearch({ from: '/targets/new' });
  const navigate = useNavigate();
  const programme = period.programme.code;
  const code = search.indicator ?? '';
  const published = period.years.find((each) => each.state === 'PUBLISHED' && each.year <= year)?.year;
  const evidence = useEvidence({ provider, programme, indicator: code, year: published });
  const { targets } = useTargets({ year, level: 'LOCAL', provider, programme, locale: language.apiLocale });
  const existing = targets?.find(({ indicator, state }) => indicator.code === code && state !== 'WITHDRAWN');
  const [draft, setDraft] = useDraft(`proposal ${provider} ${programme} ${code} ${year}`, {
    value: '',
    low: '',
    high: '',
    grounds: '',
  });
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, propose] = useMutation(ProposeTarget);
  const { row, card } = evidence;
  const advice = row?.canSetTarget.advice ?? 'NONE';
  const isHindered = advice === 'REFUSED' || advice === 'NO_AGREEMENT' || existing !== undefined;
  const read = row && readAim(row.indicator, draft);
  const name = card?.provider.name ?? '';
  const change = (part: Partial<typeof search>) =>
    void navigate({ to: '/targets/new', search: { ...search, ...part }, replace: true, resetScroll: false });

  const send = async () => {
    const found: Problems = {
      ...(!row && { [INDICATOR]: t('newTarget.chooseIndicator') }),
      ...(read &&
        Object.fromEntries(
          Object.entries(read.problems).map(([field, key]) => [AIM_IDS[field as keyof typeof AIM_IDS], t(key)]),
        )),
      ...(draft.grounds.trim() === '' && { [GROUNDS]: t('target.groundsNeeded') }),
      ...(holdsNationalIdentityNumber(draft.grounds) && { [GROUNDS]: t('target.identityNumber') }),
    };
    setProblems(found);
    if (Object.keys(found).length > 0 || !read) return;
    const input = { provider, indicator: code, programme, year, ...read.aim, grounds: draft.grounds };
    const { success, refusal: refused } = outcome(await propose({ input }));
    if (!success) {
      setRefusal(
        refusalText(language, refused, {
          'no-agreement': 'advice.NO_AGREEMENT',
          'target-refused': 'advice.REFUSED',
          'move-not-allowed': 'newTarget.exists',
          'year-closed': 'target.yearClosed',
        }),
      );
      return;
    }
    setDraft(null);
    void navigate({ to: targetPath(success.target.id) });
  };

  const indicators = card?.rows.filter(({ applicable }) => applicable) ?? [];
  return (
    <Page title={t('newTarget.title')} below={t('newTarget.below', { provider: name, year: String(year) })}>
      <div className="target__columns">
        <div className="target__figures">
          <Evidence found={evidence} aim={read && Object.keys(read.problems).length === 0 ? read.aim : null} />
        </div>
        <form
          className="answer"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <FormErrors problems={problems} />
          <ProgrammePicker period={period} onChoose={(chosen) => change({ programme: chosen })} />
          <Select
            id={INDICATOR}
            label={t('newTarget.indicator')}
            value={code}
            error={problems[INDICATOR]}
            onChange={({ target }) => change({ indicator: target.value || undefined })}
          >
            <option value="">{t('newTarget.chooseIndicator')}</option>
            {indicators.map(({ indicator }) => (
              <option key={indicator.code} value={indicator.code}>
                {indicator.name}
              </option>
            ))}
          </Select>
          {advice !== 'NONE' && (
            <InlineMessage
              status={advice === 'UNDECIDED' ? 'info' : advice === 'AGAINST_PURPOSE' ? 'warning' : 'error'}
            >
              {t(`advice.${advice}`)}
            </InlineMessage>
          )}
          {existing && (
            <InlineMessage status="info">
              {t('newTarget.exists')} <TextLink href={targetPath(existing.id)}>{t('newTarget.open')}</TextLink>
            </InlineMessage>
          )}
          {row && !isHindered && (
            <>
              <AimFields
                indicator={row.indicator}
                typed={draft}
                row={row}
                problems={problems}
                onChange={(typed) => setDraft({ ...draft, ...typed })}
              />
              <Textarea
                id={GROUNDS}
                label={t('target.grounds')}
                description={t('target.groundsHint', { other: name })}
                minRows={3}
                value={draft.grounds}
                error={problems[GROUNDS]}
                onChange={({ target }) => setDraft({ ...draft, grounds: target.value })}
              />
            </>
          )}
          <Refused text={refusal} />
          {!isHindered && (
            <div className="answer__send">
              <Button type="submit" loading={fetching}>
                {t('target.sendProposal', { provider: name })}
              </Button>
              <span>{t('target.notSent')}</span>
            </div>
          )}
        </form>
      </div>
    </Page>
  );
}
