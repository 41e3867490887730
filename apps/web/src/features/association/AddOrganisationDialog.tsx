import { Checkbox, CheckboxGroup } from '@navikt/ds-react/Checkbox';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import type { EnumOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';

const RegisterQuery = graphql(`
  query Register {
    counties {
      id
      number
      name
    }
    organisations(kind: ASSOCIATION, first: 20) {
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

const AddOrganisation = graphql(`
  mutation AddOrganisation($input: AddOrganisationInput!) {
    result: addOrganisation(input: $input) {
      __typename
      ... on AddOrganisationSuccess {
        organisation {
          id
          name
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type Kind = EnumOf<'OrganisationKind'>;

/** The kinds of organisation, those that come and go first. */
export const KINDS: readonly Kind[] = ['PROVIDER', 'NAV_OFFICE', 'COUNTY_UNIT', 'DIRECTORATE', 'ASSOCIATION'];

/** Enters a new organisation in the register. */
export function AddOrganisationDialog({ onClose, onDone }: { onClose: () => void; onDone: (said: string) => void }) {
  const language = useLanguage();
  const { t } = language;
  const [{ data }] = useQuery({ query: RegisterQuery });
  const [, add] = useMutation(AddOrganisation);
  const [kind, setKind] = useState<Kind>('PROVIDER');
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [county, setCounty] = useState('');
  const [associations, setAssociations] = useState<string[]>([]);
  const hasCounty = kind === 'PROVIDER' || kind === 'NAV_OFFICE';
  return (
    <FormDialog
      heading={t('organisations.addHeading')}
      submit={t('organisations.add')}
      onClose={onClose}
      check={() => ({
        ...(number.trim() === '' && { 'organisation-number': t('organisations.numberNeeded') }),
        ...(name.trim() === '' && { 'organisation-name': t('organisations.nameNeeded') }),
        ...(hasCounty && county === '' && { 'organisation-county': t('organisations.countyNeeded') }),
      })}
      onSend={async () => {
        const { success, refusal } = outcome(
          await add({
            input: {
              kind,
              number,
              name,
              countyNumber: hasCounty ? county : null,
              associationNumbers: kind === 'PROVIDER' ? associations : null,
            },
          }),
        );
        if (!success) {
          const words = {
            'organisation-exists': 'organisations.exists',
            'invalid-input': 'organisations.numberWrong',
          } as const;
          return refusalText(language, refusal, words);
        }
        onDone(t('organisations.added', { name: name.trim() }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <Select
            label={t('organisations.addKind')}
            value={kind}
            onChange={({ target }) => setKind(KINDS.find((each) => each === target.value) ?? 'PROVIDER')}
          >
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`organisations.kind.${each}`)}
              </option>
            ))}
          </Select>
          <TextField
            id="organisation-number"
            label={t('organisations.number')}
            description={t('organisations.numberHint')}
            inputMode="numeric"
            value={number}
            error={problems['organisation-number']}
            onChange={({ target }) => setNumber(target.value)}
          />
          <TextField
            id="organisation-name"
            label={t('organisations.name')}
            value={name}
            error={problems['organisation-name']}
            onChange={({ target }) => setName(target.value)}
          />
          {hasCounty && (
            <Select
              id="organisation-county"
              label={t('organisations.county')}
              value={county}
              error={problems['organisation-county']}
              onChange={({ target }) => setCounty(target.value)}
            >
              <option value="">{t('organisations.choose')}</option>
              {data?.counties.map((each) => (
                <option key={each.id} value={each.number}>
                  {each.name}
                </option>
              ))}
            </Select>
          )}
          {kind === 'PROVIDER' && (
            <CheckboxGroup legend={t('organisations.association')} value={associations} onChange={setAssociations}>
              {data?.organisations.edges.map(({ node }) => (
                <Checkbox key={node.id} value={node.number}>
                  {node.name}
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
        </>
      )}
    </FormDialog>
  );
}
