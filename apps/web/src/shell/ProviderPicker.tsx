import { Select } from '@navikt/ds-react/Select';
import '@navikt/ds-css/dist/component/form.css';
import { useQuery } from 'urql';
import { graphql } from '../graphql.ts';
import { sidesVariables } from '../sides.ts';
import { useViewer } from '../viewer.tsx';

const PickerQuery = graphql(`
  query ProviderPicker($navOffice: String, $county: String) {
    providers(navOffice: $navOffice, county: $county, first: 100) {
      edges {
        node {
          id
          number
          name
        }
      }
    }
  }
`);

interface ProviderPickerProps {
  label: string;
  /** What stands for all of them. */
  every: string;
  /** The number of the one that is chosen. */
  value: string | undefined;
  onChange: (provider: string | undefined) => void;
}

/** Narrows a list to one of the providers that one's organisation has to do with. A provider has nothing to choose. */
export function ProviderPicker({ label, every, value, onChange }: ProviderPickerProps) {
  const { organisation } = useViewer();
  const isProvider = organisation.kind === 'PROVIDER';
  const [{ data }] = useQuery({ query: PickerQuery, variables: sidesVariables(organisation), pause: isProvider });
  if (isProvider) return null;
  return (
    <Select
      size="small"
      className="picker"
      label={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <option value="">{every}</option>
      {data?.providers.edges.map(({ node }) => (
        <option key={node.id} value={node.number}>
          {node.name}
        </option>
      ))}
    </Select>
  );
}
