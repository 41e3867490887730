import { Done } from '@batt/ui/Marks';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { useLanguage } from '../../language.tsx';
import { useViewer } from '../../viewer.tsx';
import { waitsForSignature } from './target.ts';
import type { Target } from './target.ts';

/** How far a target has come and whose turn it is, loud only where it waits for the viewer's own side. */
export function TargetTag({ target }: { target: Target }) {
  const { t, format } = useLanguage();
  const { organisation } = useViewer();
  const { state, turn, agreedAt } = target;
  if (state === 'AGREED')
    return <Done>{t('targets.tag.agreed', { date: agreedAt ? format.date(agreedAt) : '' })}</Done>;
  if (state === 'PUBLISHED') return <Done>{t('targets.tag.published')}</Done>;
  const isOurs = turn?.id === organisation.id;
  const signature = waitsForSignature(target);
  if (!turn) {
    return (
      <Tag size="small" variant="outline" data-color="neutral">
        {t(state === 'DRAFT' ? 'targets.tag.draft' : 'targets.tag.withdrawn')}
      </Tag>
    );
  }
  if (isOurs) {
    return (
      <Tag size="small" variant="strong" data-color="accent">
        {t(signature ? 'targets.tag.sign' : 'targets.tag.answer')}
      </Tag>
    );
  }
  return (
    <Tag size="small" variant="outline" data-color="neutral">
      {t(signature ? 'targets.tag.theirSignature' : 'targets.tag.theirs', { organisation: turn.name })}
    </Tag>
  );
}
