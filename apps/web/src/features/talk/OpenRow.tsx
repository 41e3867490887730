import { countReached } from '@batt/domain/targets/distribution';
import type { Aim } from '@batt/domain/targets/status';
import { measured } from '../../aim.ts';
import { Answer } from './Answer.tsx';
import { Evidence, useDistribution } from './Evidence.tsx';
import { aimOf } from './row.ts';
import type { Row } from './row.ts';
import type { Talk } from './talk.ts';
import type { Drafts } from './useDrafts.ts';

/** What every row of one talk is shown with. */
export interface About {
  talk: Talk;
  drafts: Drafts;
  /** The newest published year that the targets can lean on. */
  published: number | null;
  /** Whether what is lacking is told: after somebody has tried to send. */
  strict: boolean;
  /** The next row that waits for an answer. */
  nextAfter: (row: Row) => Row | null;
  onOpen: (row: Row) => void;
}

/** An opened row: what the answer is weighed by, and the answer. */
export function OpenRow({ row, about, phone = false }: { row: Row; about: About; phone?: boolean }) {
  const { talk, drafts, published, strict, nextAfter, onOpen } = about;
  const [{ data }] = useDistribution(row, published, null);
  const nation = data?.distribution;
  const level = phone ? '4' : '3';
  const reachedBy = (aim: Aim) =>
    nation ? { count: countReached(measured(row.indicator), nation.values, aim), of: nation.of } : null;
  return (
    <div className="talk-open">
      <Evidence
        row={row}
        talk={talk}
        published={published}
        aim={aimOf(drafts.writtenOn(row), row)}
        folded={phone}
        level={level}
      />
      <Answer
        row={row}
        talk={talk}
        drafts={drafts}
        reachedBy={reachedBy}
        published={published}
        strict={strict}
        next={nextAfter(row)}
        onNext={onOpen}
        level={level}
      />
    </div>
  );
}
