import { ChevronDownIcon, ChevronUpIcon } from '@navikt/aksel-icons';
import { Sign } from '@batt/ui/Marks';
import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useState } from 'react';
import { figureWriter, signOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { OpenRow } from './OpenRow.tsx';
import type { About } from './OpenRow.tsx';
import { placeOf, standingAims } from './row.ts';
import type { Place, Row } from './row.ts';
import { RowState } from './RowState.tsx';
import { countPlaces, sidesOf } from './talk.ts';
import { GeneralAims, OurAim, TheirAim } from './TalkTable.tsx';

/** What comes first is what there is to do. */
const PLACES: readonly Place[] = ['waiting', 'unchanged', 'theirs', 'agreed', 'none'];

/** How many cards are shown before the rest is asked for. Those without a target only where there is nothing else. */
const FIRST: Partial<Record<Place, number>> = { waiting: Infinity, unchanged: 1, theirs: 1, agreed: 0 };

interface TalkCardsProps {
  about: About;
  open: string | undefined;
  onToggle: (row: Row) => void;
}

/** A target talk on a narrow screen: a card an indicator, by what it waits for. */
export function TalkCards({ about, open, onToggle }: TalkCardsProps) {
  const { t } = useLanguage();
  const { us, other } = sidesOf(about.talk);
  const counts = countPlaces(about.talk);
  return PLACES.map((place) => {
    const rows = about.talk.rows.filter((row) => placeOf(row, us?.id ?? '') === place);
    if (rows.length === 0) return null;
    return (
      <section key={place} className="talk-cards">
        <Heading level="2" size="small">
          {t(`place.${place}`, { organisation: us ? other.name : 'none' })} <span>({rows.length})</span>
        </Heading>
        <Cards
          rows={rows}
          first={FIRST[place] ?? (counts.none === about.talk.rows.length ? rows.length : 0)}
          about={about}
          open={open}
          onToggle={onToggle}
        />
      </section>
    );
  });
}

function Cards({ rows, first, about, open, onToggle }: TalkCardsProps & { rows: Row[]; first: number }) {
  const { t } = useLanguage();
  const [all, setAll] = useState(false);
  const hasOpen = rows.some(({ indicator }) => indicator.code === open);
  const shown = all || hasOpen ? rows : rows.slice(0, first);
  const left = rows.length - shown.length;
  return (
    <>
      {shown.map((row) => (
        <Card
          key={row.id}
          row={row}
          about={about}
          isOpen={open === row.indicator.code}
          onToggle={() => onToggle(row)}
        />
      ))}
      {left > 0 && (
        <Button size="small" variant="tertiary" icon={<ChevronDownIcon aria-hidden />} onClick={() => setAll(true)}>
          {t('cards.more', { count: left, shown: shown.length })}
        </Button>
      )}
    </>
  );
}

function Card({ row, about, isOpen, onToggle }: { row: Row; about: About; isOpen: boolean; onToggle: () => void }) {
  const language = useLanguage();
  const { t } = language;
  const { us, first, other } = sidesOf(about.talk);
  const { indicator, previous, previousYear, nation } = row;
  const write = figureWriter(indicator, language);
  const sign = previous && signOf(previous);
  const { ours, theirs } = standingAims(row);
  const hasValues = ours !== null || theirs !== null || about.drafts.writtenOn(row).choice !== '';
  const isAnswered = placeOf(row, us?.id ?? '') === 'waiting';
  return (
    <article className="talk-card batt-number" aria-labelledby={`card-${indicator.code}`}>
      <div className="talk-card__head">
        <div>
          <h3 id={`card-${indicator.code}`}>{indicator.name}</h3>
          <span className="is-quiet">
            {t('talkRow.unit', { unit: indicator.unit, direction: indicator.direction })}
          </span>
        </div>
      </div>
      {hasValues && (
        <div className="talk-card__values">
          <div>
            <span>
              {us ? t(about.talk.side === 'NAV_OFFICE' ? 'table.ourProposal' : 'table.ourAnswer') : first.name}
            </span>
            <div>
              <OurAim row={row} about={about} />
            </div>
          </div>
          <div>
            <span>{other.name}</span>
            <div>
              <TheirAim row={row} about={about} />
            </div>
          </div>
        </div>
      )}
      <dl>
        <div>
          <dt>{t('table.previous', { year: previousYear === null ? 'none' : String(previousYear) })}</dt>
          <dd>
            {sign ? (
              <Sign sign={sign.sign} label={t(sign.word)} showLabel />
            ) : previous?.value == null ? (
              '–'
            ) : (
              write(previous.value)
            )}
          </dd>
        </div>
        <div>
          <dt>{t('table.mean')}</dt>
          <dd>{nation?.mean == null ? '–' : write(nation.mean)}</dd>
        </div>
        <div>
          <dt>{t('table.general')}</dt>
          <dd>
            <GeneralAims row={row} />
          </dd>
        </div>
      </dl>
      <RowState row={row} about={about} wide />
      {isOpen && <OpenRow row={row} about={about} phone />}
      <Button
        size="small"
        variant={isAnswered && !isOpen ? 'secondary' : 'tertiary'}
        className="talk-card__toggle"
        aria-expanded={isOpen}
        icon={isOpen ? <ChevronUpIcon aria-hidden /> : <ChevronDownIcon aria-hidden />}
        onClick={onToggle}
      >
        {t(isOpen ? 'cards.close' : isAnswered ? 'cards.answer' : 'cards.open')}
        <span className="batt-visually-hidden"> {indicator.name}</span>
      </Button>
    </article>
  );
}
