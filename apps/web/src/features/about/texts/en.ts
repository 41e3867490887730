import type nb from './nb.ts';

export default {
  'about.accessibility.lead':
    'Everybody should be able to use the service, also by keyboard alone, with a screen reader, large type or strong contrast. We follow WCAG 2.2 at level AA. This is a draft: nobody outside has assessed the service yet.',
  'about.accessibility.works.heading': 'How it is made',
  'about.accessibility.works':
    'Everything can be reached by keyboard, and focus is always visible. Colour never stands alone: every verdict has a shape and a word. Every figure has a name, a sentence that says what it shows, and the same numbers as a table. Pages work down to 320 pixels, in light and dark, and on paper.',
  'about.accessibility.lacks.heading': 'What we know is weaker',
  'about.accessibility.lacks':
    'Files downloaded as PDF are not tagged for screen readers. Print the page instead, or read it on the screen: it holds the same information.',
  'about.accessibility.tell.heading': 'Tell us',
  'about.accessibility.tell':
    'If you meet an obstacle, tell the association that runs the service. If our answer is not good enough, you can complain to the Norwegian Digitalisation Agency, uutilsynet.no.',

  'about.privacy.lead': 'The service measures programmes, not people. It does not know who the participants are.',
  'about.privacy.rows.heading': 'What the provider reports',
  'about.privacy.rows':
    'Each participant stands under a random mark that only the provider can tie to a person. Only the provider sees its rows. National identity numbers are stopped before they are stored, in every field and file. Managers in the directorate may take out rows without the marks for evaluation, and each time is logged.',
  'about.privacy.small.heading': 'Small numbers are hidden',
  'about.privacy.small':
    'Outside the provider no share or mean of fewer than 5 is shown, and no group of 1 or 2. Where a hidden number could be worked out from the others, more are hidden. The same holds on screen, in files and for other systems.',
  'about.privacy.surveys.heading': 'The surveys',
  'about.privacy.surveys':
    'Answers from fewer than 5 are shown to nobody, the provider included. Free text is shown only when at least 10 have answered. The single-use code you answer with cannot be tied to you.',
  'about.privacy.users.heading': 'About you as a user',
  'about.privacy.users':
    'We store your name, e-mail address, the organisation you act for, and what you do that others must be able to verify: submissions, targets, comments and exports. We use one cookie, for signing in. Nothing is loaded from anywhere else.',

  'about.method.lead':
    'The same thirteen indicators are calculated in the same way for all, from what providers report.',
  'about.method.mean.heading': 'Means for the nation and the county',
  'about.method.mean':
    'Shares and means are pooled: all numerators divided by all denominators, so that large providers weigh more than small ones. We never average percentages. For counts, such as placement partners, it is the plain mean over providers. A mean needs at least three providers.',
  'about.method.uncertainty.heading': 'Uncertainty and verdict',
  'about.method.uncertainty':
    'Few participants give uncertain figures. Every share and mean therefore has a 95% interval: Wilson’s for shares, from the t distribution for means. We say “better” or “weaker” only when the interval excludes the mean compared with, and “clearly” only when the 99.8% interval excludes it too. Everything else is within uncertainty. Counts and checklists get no verdict.',
  'about.method.rank.heading': 'Rank',
  'about.method.rank':
    'Ranks follow the exact figures, not the rounded ones. Equal figures share a rank. Only figures that can be shown take part. Small providers end up both at the top and at the bottom more often because chance counts for more, so read the rank together with the interval.',
  'about.method.targets.heading': 'Targets',
  'about.method.targets':
    'The nearest target applies: local before county, county before national. “Met, surely” means that the whole interval lies on the good side of the target, “within uncertainty” that the target lies inside the interval.',
  'about.method.signs.heading': 'Signs in place of figures',
  'about.method.signs':
    'A colon (:) means hidden for privacy, two dots (..) that the figure is missing, one dot (.) that the indicator does not apply to the programme. Zero is zero.',

  'about.corrections.lead':
    'A published year never changes silently. A correction makes a new revision, with who, when and why, and the old scorecards can still be made again.',
  'about.corrections.signIn': 'Sign in to see the revisions of each year.',
  'about.corrections.published': '{year}: revision {revision}, published {date} by {by}.',
  'about.corrections.reason': 'Reason: {reason}',
} satisfies Record<keyof typeof nb, string>;
