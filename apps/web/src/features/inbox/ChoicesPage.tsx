import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import '@navikt/ds-css/dist/component/form.css';
import { DELIVERIES, TOPICS } from '@batt/domain/notifications/kinds';
import type { Delivery, Topic } from '@batt/domain/notifications/kinds';
import { topicWords } from '@batt/domain/notifications/words';
import { TextLink } from '@batt/ui/Link';
import { useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { EnumOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { apiTopic } from './topics.ts';
import './inbox.css';

const ChoicesQuery = graphql(`
  query NotificationChoices {
    notificationChoices {
      emailIsSetUp
      choices {
        topic
        delivery
      }
    }
  }
`);

const ChooseDelivery = graphql(`
  mutation ChooseDelivery($input: ChooseDeliveryInput!) {
    result: chooseDelivery(input: $input) {
      __typename
      ... on ChooseDeliverySuccess {
        choice {
          topic
          delivery
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const API_DELIVERIES: Record<Delivery, EnumOf<'NotificationDelivery'>> = {
  now: 'NOW',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  never: 'NEVER',
};

/** When an e-mail tells of what happened, topic by topic. Each choice is kept as it is made. */
export function ChoicesPage() {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const [{ data, error }, ask] = useQuery({ query: ChoicesQuery });
  return (
    <Page title={t('choices.title')} below={<TextLink href="/inbox">{t('choices.back')}</TextLink>} width="text">
      <p className="lead">{t('choices.lead', { name: organisation.name })}</p>
      {error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Skeleton variant="rectangle" height={480} />}
      {data && (
        <>
          {!data.notificationChoices.emailIsSetUp && (
            <LocalAlert status="announcement" size="small" className="inbox__no-mail">
              <LocalAlert.Header>
                <LocalAlert.Title>{t('choices.noMail')}</LocalAlert.Title>
              </LocalAlert.Header>
              <LocalAlert.Content>{t('choices.noMailWhat')}</LocalAlert.Content>
            </LocalAlert>
          )}
          <div className="inbox__choices">
            {TOPICS.map((topic) => {
              const chosen = data.notificationChoices.choices.find((one) => one.topic === apiTopic(topic));
              const delivery = DELIVERIES.find((one) => API_DELIVERIES[one] === chosen?.delivery);
              return delivery && <Choice key={topic} topic={topic} delivery={delivery} />;
            })}
          </div>
        </>
      )}
    </Page>
  );
}

function Choice({ topic, delivery }: { topic: Topic; delivery: Delivery }) {
  const language = useLanguage();
  const { t, locale, format } = language;
  const [, choose] = useMutation(ChooseDelivery);
  const [value, setValue] = useState(delivery);
  const [saved, setSaved] = useState<Date | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const kept = useRef(delivery);
  const wanted = useRef(delivery);
  const isSaving = useRef(false);
  const save = async (next: Delivery) => {
    const answer = outcome(await choose({ input: { topic: apiTopic(topic), delivery: API_DELIVERIES[next] } }));
    if (answer.success) kept.current = next;
    return answer;
  };
  // The arrow keys choose on the way. One save at a time, the last choice last, so that none overtakes it.
  const change = async (next: Delivery) => {
    setValue(next);
    setSaved(null);
    wanted.current = next;
    if (isSaving.current) return;
    isSaving.current = true;
    let answer = await save(next);
    while (answer.success && kept.current !== wanted.current) answer = await save(wanted.current);
    isSaving.current = false;
    setRefusal(answer.success ? null : refusalText(language, answer.refusal));
    setSaved(answer.success ? now() : null);
    if (!answer.success) setValue(kept.current);
  };
  return (
    <div className="inbox__choice">
      <RadioGroup
        legend={topicWords[topic][locale]}
        description={t(`choices.about.${topic}`)}
        value={value}
        onChange={(next: Delivery) => void change(next)}
      >
        {DELIVERIES.map((one) => (
          <Radio key={one} value={one}>
            {t(`choices.${one}`)}
          </Radio>
        ))}
      </RadioGroup>
      <div role="status" className="is-subtle">
        {saved && t('choices.saved', { time: format.time(saved) })}
      </div>
      <Refused text={refusal} />
    </div>
  );
}
