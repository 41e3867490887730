import type nb from './nb.ts';

export default {
  'suitability.title': 'What can targets be set on?',
  'suitability.lead': 'The directorate decides for each programme whether an indicator suits targets.',
  'suitability.whole': 'Whole provider',
  'suitability.YES': 'Yes',
  'suitability.NO': 'No',
  'suitability.UNDECIDED': 'Undecided',
  'suitability.means.YES': 'Yes: suits targets',
  'suitability.means.NO': 'No: no target can be set',
  'suitability.means.UNDECIDED': 'Undecided: local targets can be agreed, with a notice',
  'suitability.assumed': 'Assumed, not decided',
  'suitability.assumedMeans': 'Dashed frame: not decided by the directorate',
  'suitability.decided': 'Decided {date}',
  'suitability.saved': '{indicator}, {place}: saved {time}',
  'suitability.of': '{indicator} in {place}',
  'suitability.mayNot': 'Managers in the directorate decide. Here you can read what applies.',
} satisfies Record<keyof typeof nb, string>;
