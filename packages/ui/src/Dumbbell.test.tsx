// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Dumbbell, dumbbellDomain } from './Dumbbell.tsx';

afterEach(cleanup);

describe('dumbbellDomain', () => {
  it('is 3 to 6, where nearly all answers lie', () => expect(dumbbellDomain([4.2, null, 3])).toEqual([3, 6]));
  it('widens for a lower value', () => expect(dumbbellDomain([4.2, 2.9])).toEqual([1, 6]));
});

function lineOf(nav: number, participant: number | null, staff: number, apart = false) {
  render(
    <Dumbbell
      title="Medvirkning"
      summary="Ansatte gir høyest."
      format={(value) => value.toFixed(1)}
      marks={[
        { who: 'nav', label: 'Nav', value: nav },
        { who: 'participant', label: 'Deltaker', value: participant, apart },
        { who: 'staff', label: 'Ansatt', value: staff },
      ]}
    />,
  );
  return document.querySelector('.batt-dumbbell__line');
}

describe('Dumbbell', () => {
  it('draws a gap of one or more in ink', () =>
    expect(lineOf(4.1, 4.2, 5.1)?.getAttribute('class')).toContain('--wide'));

  it('draws a smaller gap thin', () => expect(lineOf(4.2, 4.5, 5.1)?.getAttribute('class')).not.toContain('--wide'));

  it('does not measure an answer to another question', () => {
    expect(lineOf(4.2, 3.1, 4.6, true)?.getAttribute('class')).not.toContain('--wide');
    expect(document.querySelector('.batt-dumbbell__apart')).not.toBeNull();
  });

  it('leaves out what is hidden', () => {
    lineOf(4.2, null, 4.6);
    expect(document.querySelector('.batt-dumbbell__participant')).toBeNull();
  });
});
