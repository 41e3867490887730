import { CheckmarkCircleIcon, CircleSlashIcon, QuestionmarkDiamondIcon } from '@navikt/aksel-icons';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/form.css';
import { suitability } from '@batt/domain/targets/suitability';
import { Sign } from '@batt/ui/Marks';
import { StatusLine } from '@batt/ui/Toast';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { EnumOf, ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import './suitability.css';

const SuitabilityQuery = graphql(`
  query Suitability($locale: Locale!) {
    programmes {
      code
      name(locale: $locale)
    }
    indicators {
      code
      name(locale: $locale)
      group
      scope
      programmes
      decisions {
        programme {
          code
        }
        suits
        decidedAt
        decidedBy
      }
    }
  }
`);

const DecideSuitability = graphql(`
  mutation DecideSuitability($input: DecideSuitabilityInput!) {
    result: decideSuitability(input: $input) {
      __typename
      ... on DecideSuitabilitySuccess {
        indicator {
          code
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type Indicator = ResultOf<typeof SuitabilityQuery>['indicators'][number];
type Suits = EnumOf<'Suitability'>;

const GROUPS = ['SATISFACTION', 'EFFORT', 'OUTCOME', 'TIME'] as const;
const SUITS = ['YES', 'NO', 'UNDECIDED'] as const;
const MARKS = { YES: CheckmarkCircleIcon, NO: CircleSlashIcon, UNDECIDED: QuestionmarkDiamondIcon };
/** The whole provider, where a programme would be named. */
const WHOLE = 'whole';

/** One place of the matrix; null where the indicator does not apply. */
function placeOf(indicator: Indicator, column: string) {
  const isWhole = column === WHOLE;
  if (isWhole !== (indicator.scope === 'PROVIDER')) return null;
  if (!isWhole && !indicator.programmes.includes(column)) return null;
  const decision = indicator.decisions.find(({ programme }) => (programme?.code ?? WHOLE) === column);
  const definition = {
    code: indicator.code,
    scope: isWhole ? 'provider' : 'programme',
    programmes: indicator.programmes,
  } as const;
  const assumed = ({ yes: 'YES', no: 'NO', undecided: 'UNDECIDED' } as const)[
    suitability(definition, isWhole ? null : column)
  ];
  return { suits: decision?.suits ?? assumed, decision };
}

/** Which indicators suit targets, programme by programme. The directorate's managers decide, everybody reads. */
export function SuitabilityPage() {
  const language = useLanguage();
  const { t, format, apiLocale } = language;
  const { ability } = useViewer();
  const [{ data, error }, ask] = useQuery({ query: SuitabilityQuery, variables: { locale: apiLocale } });
  const [, decide] = useMutation(DecideSuitability);
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const mayDecide = ability.can('update', 'Suitability');

  const change = async (indicator: Indicator, column: string, suits: Suits) => {
    const input = { indicator: indicator.code, programme: column === WHOLE ? null : column, suits };
    const answer = outcome(await decide({ input }));
    setRefusal(answer.success ? null : refusalText(language, answer.refusal));
    if (!answer.success) return;
    const place = column === WHOLE ? t('suitability.whole') : column;
    setSaid(t('suitability.saved', { indicator: indicator.name, place, time: format.time(now()) }));
  };

  const columns = [
    { code: WHOLE, label: t('suitability.whole'), name: t('suitability.whole') },
    ...(data?.programmes ?? []).map(({ code, name }) => ({ code, label: code, name })),
  ];
  return (
    <Page title={t('suitability.title')} below={t('suitability.lead')} width="wide">
      <ul className="suitability__key">
        {SUITS.map((suits) => (
          <li key={suits}>
            <Mark suits={suits} /> {t(`suitability.means.${suits}`)}
          </li>
        ))}
        <li>{t('suitability.assumedMeans')}</li>
      </ul>
      {!mayDecide && <p>{t('suitability.mayNot')}</p>}
      <Refused text={refusal} />
      <div className="suitability__said">
        <StatusLine message={said} tone="success" />
      </div>
      {error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Skeleton variant="rectangle" height={640} />}
      {data && (
        // A region that scrolls sideways can be reached with the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="suitability__scroll" role="region" aria-label={t('suitability.title')} tabIndex={0}>
          <table className="suitability">
            <thead>
              <tr>
                <th scope="col">{t('picker.indicator')}</th>
                {columns.map(({ code, label, name }) => (
                  <th key={code} scope="col" title={name === label ? undefined : name}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            {GROUPS.map((group) => (
              <tbody key={group}>
                <tr>
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    <Heading as="span" size="xsmall">
                      {t(`group.${group}`)}
                    </Heading>
                  </th>
                </tr>
                {data.indicators
                  .filter((indicator) => indicator.group === group)
                  .map((indicator) => (
                    <tr key={indicator.code}>
                      <th scope="row">{indicator.name}</th>
                      {columns.map(({ code, label, name }) => {
                        const place = placeOf(indicator, code);
                        if (!place) {
                          return (
                            <td key={code} className="suitability__none">
                              <Sign sign="." label={t('sign.notApplicable')} />
                            </td>
                          );
                        }
                        return (
                          <td key={code} data-column={label}>
                            <Decision
                              {...place}
                              label={t('suitability.of', { indicator: indicator.name, place: name })}
                              onDecide={mayDecide ? (suits) => change(indicator, code, suits) : undefined}
                            />
                          </td>
                        );
                      })}
                    </tr>
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </Page>
  );
}

interface DecisionProps {
  suits: Suits;
  decision: Indicator['decisions'][number] | undefined;
  /** What is decided about, for those who do not see the table. */
  label: string;
  /** For those who may decide. */
  onDecide?: (suits: Suits) => Promise<void>;
}

function Decision({ suits, decision, label, onDecide }: DecisionProps) {
  const { t, format } = useLanguage();
  const how = decision
    ? [t('suitability.decided', { date: format.date(decision.decidedAt) }), decision.decidedBy]
        .filter(Boolean)
        .join(', ')
    : suits === 'YES'
      ? t('suitability.assumed')
      : null;
  return (
    <div className={decision ? 'suitability__cell' : 'suitability__cell suitability__cell--assumed'}>
      {onDecide ? (
        <Select
          size="small"
          label={label}
          hideLabel
          value={suits}
          onChange={({ target }) => {
            const chosen = SUITS.find((one) => one === target.value);
            if (chosen) void onDecide(chosen);
          }}
        >
          {SUITS.map((one) => (
            <option key={one} value={one}>
              {t(`suitability.${one}`)}
            </option>
          ))}
        </Select>
      ) : (
        <span className="suitability__answer">
          <Mark suits={suits} /> {t(`suitability.${suits}`)}
        </span>
      )}
      {how && <span className="suitability__how">{how}</span>}
    </div>
  );
}

function Mark({ suits }: { suits: Suits }) {
  const Icon = MARKS[suits];
  return <Icon aria-hidden fontSize="1.25rem" className={`suitability__mark suitability__mark--${suits}`} />;
}
