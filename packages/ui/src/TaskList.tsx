import { ChevronRightIcon, ExclamationmarkTriangleIcon, PadlockLockedIcon } from '@navikt/aksel-icons';
import { Heading, Tag } from '@navikt/ds-react';
import { TextLink } from './Link.tsx';
import { Done } from './Marks.tsx';
import './TaskList.css';

/** How far a part of a report has come. `locked`: cannot be started yet, and the row says why. */
export type TaskState = 'done' | 'started' | 'to-correct' | 'not-started' | 'locked';

export interface Task {
  id: string;
  title: string;
  href?: string;
  /** This year and last year, or the reason why it is locked. */
  sub?: string;
  state: TaskState;
  stateLabel: string;
}

export interface TaskGroup {
  id: string;
  heading: string;
  /** «3 av 4 ferdig». */
  progress?: string;
  tasks: Task[];
}

/**
 * The parts of a piece of work, numbered through all groups, each with its state in words. The whole row follows its link.
 * Loud only where work remains. What cannot be started is a line of text with the reason, never a disabled button.
 */
export function TaskList({ groups, level = '2' }: { groups: TaskGroup[]; level?: '2' | '3' }) {
  const numbered = groups.flatMap((group) => group.tasks).filter((task) => task.state !== 'locked');
  return (
    <div className="batt-tasks">
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`tasks-${group.id}`}>
          <div className="batt-tasks__head">
            <Heading id={`tasks-${group.id}`} level={level} size="small">
              {group.heading}
            </Heading>
            {group.progress && <span>{group.progress}</span>}
          </div>
          <ol>
            {group.tasks.map((task) => (
              <TaskRow key={task.id} task={task} number={numbered.indexOf(task) + 1} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function TaskRow({ task, number }: { task: Task; number: number }) {
  return (
    <li className={task.href === undefined ? undefined : 'batt-tasks__row--link'}>
      <span className="batt-tasks__number">{task.state === 'locked' ? <PadlockLockedIcon aria-hidden /> : number}</span>
      <div className="batt-tasks__main">
        <div className="batt-tasks__title">
          {task.href === undefined ? task.title : <TextLink href={task.href}>{task.title}</TextLink>}
        </div>
        {task.sub && <div className="batt-tasks__sub">{task.sub}</div>}
      </div>
      <TaskStateMark state={task.state} label={task.stateLabel} />
      <ChevronRightIcon aria-hidden className="batt-tasks__chevron" />
    </li>
  );
}

function TaskStateMark({ state, label }: { state: TaskState; label: string }) {
  switch (state) {
    case 'done':
      return <Done>{label}</Done>;
    case 'to-correct':
      return (
        <Tag data-color="danger" variant="moderate" size="small" icon={<ExclamationmarkTriangleIcon aria-hidden />}>
          {label}
        </Tag>
      );
    case 'started':
      return (
        <Tag data-color="accent" variant="moderate" size="small">
          {label}
        </Tag>
      );
    case 'not-started':
      return (
        <Tag data-color="neutral" variant="outline" size="small">
          {label}
        </Tag>
      );
    case 'locked':
      return <span className="batt-tasks__locked">{label}</span>;
  }
}

/** One segment for each part: filled = done, hatched = begun, hatched red = to correct, empty = not started. The words stand beside it. */
export function TaskSegments({ label, states }: { label: string; states: TaskState[] }) {
  return (
    <div className="batt-segments">
      <span className="batt-visually-hidden">{label}</span>
      {states
        .toSorted((a, b) => SEGMENT_ORDER.indexOf(a) - SEGMENT_ORDER.indexOf(b))
        .map((state, index) => (
          <i key={index} aria-hidden className={`batt-segments__part batt-segments--${state}`} />
        ))}
    </div>
  );
}

const SEGMENT_ORDER: TaskState[] = ['done', 'started', 'to-correct', 'not-started', 'locked'];
