import { ChevronDownIcon } from '@navikt/aksel-icons';
import { Change, Sign, VerdictMark } from '@batt/ui/Marks';
import { Heading } from '@navikt/ds-react/Typography';
import { basisText, changeOf, figureWriter, signOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { VERDICTS } from '../../words.ts';
import { OpenRow } from './OpenRow.tsx';
import { inGroups, measureText } from './row.ts';
import type { About, Row } from './row.ts';
import { groupResult } from './sentences.ts';
import { TargetMarks } from './ScorecardTable.tsx';
import { Strip } from './Strip.tsx';

interface ScorecardCardsProps {
  rows: Row[];
  about: About;
  open: string[];
  onToggle: (code: string) => void;
}

/** The scorecard on a narrow screen: a card an indicator. The name is the button that opens it. */
export function ScorecardCards({ rows, about, open, onToggle }: ScorecardCardsProps) {
  const language = useLanguage();
  return inGroups(rows).map(({ group, rows: members }) => (
    <section key={group} className="scorecard-cards">
      <div className="scorecard-cards__group">
        <Heading level="2" size="small">
          {language.t(`group.${group}`)}
        </Heading>
        <span>{groupResult(members, language)}</span>
      </div>
      {members.map((row) => (
        <Card
          key={row.id}
          row={row}
          about={about}
          isOpen={open.includes(row.indicator.code)}
          onToggle={() => onToggle(row.indicator.code)}
        />
      ))}
    </section>
  ));
}

function Card({ row, about, isOpen, onToggle }: { row: Row; about: About; isOpen: boolean; onToggle: () => void }) {
  const language = useLanguage();
  const { t, format } = language;
  const { indicator, own, nationalMean, verdict, threads, unread } = row;
  const write = figureWriter(indicator, language);
  const sign = signOf(own);
  const changed = changeOf(row.previous?.value, row.own.value, row.indicator);
  const stands = VERDICTS[verdict];
  return (
    <article className="scorecard-card batt-number">
      <div className="scorecard-card__line">
        <div>
          <h3>
            <button type="button" aria-expanded={isOpen} onClick={onToggle}>
              {indicator.name} <ChevronDownIcon aria-hidden />
            </button>
          </h3>
          <span className="is-subtle">
            {measureText(indicator, language)}
            {threads > 0 && ` · ${t('row.threads', { count: threads, unread })}`}
          </span>
        </div>
        <div className="is-number">
          <div className="scorecard-card__own">
            {sign ? <Sign sign={sign.sign} label={t(sign.word)} showLabel /> : own.value !== null && write(own.value)}
          </div>
          {changed && row.previousYear && (
            <span className="is-subtle">
              <Change
                direction={changed.direction}
                text={t(row.previousYear === about.year - 1 ? 'row.sinceLastYear' : 'row.sincePrevious', {
                  change: format.change(changed.change, indicator.decimals),
                  year: String(row.previousYear),
                })}
                label={t('row.change', {
                  direction: changed.direction,
                  change: format.number(Math.abs(changed.change), indicator.decimals),
                  year: String(row.previousYear),
                })}
              />
            </span>
          )}
        </div>
      </div>
      {own.status === 'SUPPRESSED' ? (
        <p className="scorecard-card__why">{t('sentence.hidden')}</p>
      ) : (
        <Strip row={row} size="phone" />
      )}
      <div className="scorecard-card__line">
        <TargetMarks row={row} />
        <div className="is-number">
          {nationalMean !== null && (
            <div>
              {verdict !== 'WITHIN' && verdict !== 'NONE' && (
                <span className={`scorecard-table__verdict is-${stands.shape}`}>
                  <VerdictMark verdict={stands.shape} label={t(stands.word)} showLabel />
                </span>
              )}{' '}
              {t('row.nation', { value: write(nationalMean) })}
            </div>
          )}
          <span className="is-subtle">{basisText(row.own, row.indicator, language)}</span>
        </div>
      </div>
      {isOpen && (
        <div className="batt-panel">
          <OpenRow row={row} about={about} phone />
        </div>
      )}
    </article>
  );
}
