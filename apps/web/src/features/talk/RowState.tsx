import { CheckmarkIcon } from '@navikt/aksel-icons';
import { Done } from '@batt/ui/Marks';
import { Button } from '@navikt/ds-react/Button';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { aimText } from '../../aim.ts';
import { useLanguage } from '../../language.tsx';
import { answerText, choiceText } from './Answer.tsx';
import type { About } from './OpenRow.tsx';
import { choicesOf, NOTHING, placeOf, waitsForSignature } from './row.ts';
import type { Row } from './row.ts';
import { sidesOf } from './talk.ts';

/** How far a row has come: what is agreed, what one's own side can do at once, or whose answer it waits for. */
export function RowState({ row, about, wide = false }: { row: Row; about: About; wide?: boolean }) {
  const language = useLanguage();
  const { t, format } = language;
  const { talk, drafts } = about;
  const { us } = sidesOf(talk);
  const { target, indicator } = row;
  const ourId = us?.id ?? '';
  const place = placeOf(row, ourId);
  const { choice } = drafts.writtenOn(row);

  if (choice !== '') {
    return (
      <div className="row-state">
        <span className="row-state__draft">
          <CheckmarkIcon aria-hidden /> {t(`talkState.draft.${choice}`)}
        </span>
        <Button size="small" variant="tertiary" onClick={() => void drafts.discard([row])}>
          {t('talkState.undo')}
          <span className="batt-visually-hidden"> {indicator.name}</span>
        </Button>
      </div>
    );
  }
  const [first] = choicesOf(row);
  const atOnce =
    first === 'sign' || first === 'lastYear' || (first === 'agree' && place === 'unchanged') ? first : null;
  if (atOnce) {
    return (
      <div className="row-state">
        <Button
          size={wide ? 'medium' : 'small'}
          variant="secondary"
          data-color="neutral"
          onClick={() =>
            drafts.change(
              row,
              {
                ...NOTHING,
                choice: atOnce,
                grounds: atOnce === 'lastYear' ? t('answer.sameAsLastYear', { year: String(talk.year - 1) }) : '',
              },
              { atOnce: true },
            )
          }
        >
          {atOnce === 'lastYear' && row.lastYear
            ? answerText({ ...NOTHING, choice: 'propose' }, row, row.lastYear, language)
            : choiceText(atOnce, row, language)}
          <span className="batt-visually-hidden"> {indicator.name}</span>
        </Button>
        {atOnce !== 'sign' && (
          <span className="is-quiet">{t(atOnce === 'lastYear' ? 'talkState.lastYear' : 'talkState.unchanged')}</span>
        )}
      </div>
    );
  }
  if (place === 'agreed' && target) {
    return (
      <div className="row-state">
        <Done>
          <strong>{aimText(indicator, target, language)}</strong>
        </Done>
        {target.agreedAt && (
          <span className="is-quiet">{t('talkState.agreedAt', { date: format.date(target.agreedAt) })}</span>
        )}
      </div>
    );
  }
  if (place === 'none' || !target?.turn) {
    if (target?.state === 'WITHDRAWN') return <span className="is-quiet">{t('talkState.withdrawn')}</span>;
    return (
      <span className="is-quiet">{t(row.advice.advice === 'REFUSED' ? 'talkState.refused' : 'talkState.none')}</span>
    );
  }
  const isOurs = place !== 'theirs';
  const inForce = target.agreedAt && (
    <span className="is-quiet">{t('talkState.inForce', { aim: aimText(indicator, target, language) })}</span>
  );
  return (
    <div className="row-state">
      <Tag size="small" variant={isOurs ? 'strong' : 'outline'} data-color={isOurs ? 'accent' : 'neutral'}>
        {t(waitsForSignature(target) ? 'talkState.signs' : 'talkState.answers', { organisation: target.turn.name })}
      </Tag>
      {inForce}
    </div>
  );
}
