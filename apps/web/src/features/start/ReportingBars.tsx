import { TextLink } from '@batt/ui/Link';
import { useLanguage } from '../../language.tsx';

interface ReportingBarsProps {
  reported: number;
  expected: number;
  counties: { id: string; name: string; href?: string; reported: number; expected: number }[];
}

/** How many have reported, in all and county by county; each county's bar is as long as it has providers. */
export function ReportingBars({ reported, expected, counties }: ReportingBarsProps) {
  const { t, format } = useLanguage();
  const most = Math.max(1, ...counties.map((county) => county.expected));
  return (
    <>
      <p className="lead">
        {t('start.reportsIn', { reported: format.number(reported), expected: format.number(expected) })}
      </p>
      {counties.length > 0 && (
        <ul className="reporting batt-number">
          {counties.map(({ id, name, href, reported: some, expected: all }) => (
            <li key={id}>
              <span>{href ? <TextLink href={href}>{name}</TextLink> : name}</span>
              <span aria-hidden className="reporting__bar" style={{ inlineSize: `${(all / most) * 100}%` }}>
                <span style={{ inlineSize: `${all === 0 ? 0 : (some / all) * 100}%` }} />
              </span>
              <span>{t('basis.share', { part: format.number(some), whole: format.number(all) })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
