import { ArrowDownIcon, ArrowUpIcon, PlusIcon, TrashIcon } from '@navikt/aksel-icons';
import { SectionList } from '@batt/ui/SectionList';
import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { useState } from 'react';
import { useMutation } from 'urql';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { Refused } from '../../shell/Refused.tsx';
import { inputOf, keyOf, pointWords, SetAgenda } from './meeting.ts';
import type { Meeting, Point } from './meeting.ts';

interface AgendaProps {
  meeting: Meeting;
  onSaid: (said: string) => void;
}

/** The points in their order. Whoever may change them moves, removes and adds with buttons. */
export function Agenda({ meeting, onSaid }: AgendaProps) {
  const language = useLanguage();
  const { t } = language;
  const { id, version, agenda, matter, viewerCan } = meeting;
  const may = viewerCan.includes('update');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [own, setOwn] = useState('');
  const [{ fetching }, set] = useMutation(SetAgenda);
  const words = (point: Point) => pointWords(point, matter, language);

  const save = async (points: Point[], said: string) => {
    const answer = outcome(await set({ input: { id, version, agenda: points.map(inputOf) } }));
    const worded = { 'identity-number': 'error.identityNumber', 'meeting-changed': 'meeting.changed' } as const;
    setRefusal(answer.success ? null : refusalText(language, answer.refusal, worded));
    if (answer.success) onSaid(said);
    return answer.success !== undefined;
  };
  const move = (from: number, by: number) => {
    const point = agenda[from];
    if (!point) return;
    const place = from + by + 1;
    void save(
      agenda.toSpliced(from, 1).toSpliced(from + by, 0, point),
      t('agenda.moved', { place: String(place), title: words(point).title }),
    );
  };

  return (
    <div className="agenda">
      <SectionList heading={t('agenda.heading')} count={agenda.length} empty={t('agenda.empty')}>
        {agenda.length > 0 && (
          <ol className="agenda__points">
            {agenda.map((point, index) => {
              const { title, why } = words(point);
              return (
                <li key={keyOf(point)}>
                  <span className="agenda__number" aria-hidden>
                    {index + 1}
                  </span>
                  <div>
                    <strong>{title}</strong>
                    <p className="agenda__why">{[t(`point.${point.kind}`), why].filter(Boolean).join('. ')}</p>
                  </div>
                  {may && (
                    <div className="agenda__doings">
                      <Button
                        size="small"
                        variant="tertiary"
                        data-color="neutral"
                        icon={<ArrowUpIcon title={t('agenda.up', { title })} />}
                        disabled={index === 0 || fetching}
                        onClick={() => move(index, -1)}
                      />
                      <Button
                        size="small"
                        variant="tertiary"
                        data-color="neutral"
                        icon={<ArrowDownIcon title={t('agenda.down', { title })} />}
                        disabled={index === agenda.length - 1 || fetching}
                        onClick={() => move(index, 1)}
                      />
                      <Button
                        size="small"
                        variant="tertiary"
                        data-color="neutral"
                        icon={<TrashIcon title={t('agenda.remove', { title })} />}
                        disabled={fetching}
                        onClick={() => void save(agenda.toSpliced(index, 1), t('agenda.removed', { title }))}
                      />
                    </div>
                  )}
                </li>
              );
            })}
          </ol>
        )}
      </SectionList>
      {may && (
        <form
          className="agenda__new"
          onSubmit={(event) => {
            event.preventDefault();
            const text = own.trim();
            if (text === '') return;
            const point: Point = { kind: 'OTHER', text, theme: null, indicator: null, action: null };
            void save([...agenda, point], t('agenda.added', { title: text })).then((saved) => saved && setOwn(''));
          }}
        >
          <TextField
            size="small"
            label={t('agenda.new')}
            value={own}
            maxLength={500}
            onChange={({ target }) => setOwn(target.value)}
          />
          <Button size="small" type="submit" variant="secondary">
            {t('agenda.add')}
          </Button>
        </form>
      )}
      <Refused text={refusal} />
      {may && matter && matter.suggestions.length > 0 && (
        <details className="agenda__more" open={agenda.length === 0}>
          <summary>{t('agenda.suggested', { count: matter.suggestions.length })}</summary>
          <ul className="agenda__suggested">
            {matter.suggestions.map((point) => {
              const { title, why } = words(point);
              return (
                <li key={keyOf(point)}>
                  <Button
                    size="small"
                    variant="tertiary"
                    icon={<PlusIcon aria-hidden />}
                    disabled={fetching}
                    onClick={() => void save([...agenda, point], t('agenda.added', { title }))}
                  >
                    {t('agenda.take', { title })}
                  </Button>
                  <span className="agenda__why">{[t(`point.${point.kind}`), why].filter(Boolean).join('. ')}</span>
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </div>
  );
}
