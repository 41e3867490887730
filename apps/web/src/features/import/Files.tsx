import { FileUpload } from '@navikt/ds-react/FileUpload';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/primitives.css';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import '@navikt/ds-css/dist/component/linkanchor.css';
import { useState } from 'react';
import { useLanguage } from '../../language.tsx';
import type { ChosenFile } from './upload.ts';

const MOST_BYTES = 32 * 1024 * 1024;

interface FilesProps {
  files: ChosenFile[];
  /** Whether the files are to be corrected. */
  again: boolean;
  onAdd: (files: File[]) => void;
  onRemove: (file: File) => void;
  replace: boolean;
  onReplace: (replace: boolean) => void;
  year: number;
}

/** The list of files and the place to drop or choose them; how they go together with what is stored. */
export function Files({ files, again, onAdd, onRemove, replace, onReplace, year }: FilesProps) {
  const { t, format } = useLanguage();
  const [refused, setRefused] = useState<string[]>([]);
  const described = ({ state, progress }: ChosenFile) => {
    if (state === 'sending') return t('import.file.sending', { share: format.percent(progress * 100, 0) });
    return state === 'sent' ? t('import.file.sent') : undefined;
  };
  return (
    <section className="import-files">
      <FileUpload
        translations={{
          dropzone: {
            buttonMultiple: t('import.button'),
            dragAndDropMultiple: t('import.drag'),
            drop: t('import.drop'),
            or: t('import.or'),
          },
          item: { deleteButtonTitle: t('import.file.remove') },
        }}
      >
        <FileUpload.Dropzone
          label={t(again ? 'import.chooseAgain' : 'import.choose')}
          description={t(again ? 'import.chooseAgainHint' : 'import.chooseHint')}
          accept=".csv,.xlsx"
          maxSizeInBytes={MOST_BYTES}
          onSelect={(_, { accepted, rejected }) => {
            setRefused(rejected.map(({ file }) => file.name));
            onAdd(accepted);
          }}
        />
        {refused.length > 0 && (
          <InlineMessage status="warning" role="status">
            {t('import.refusedFiles', { files: format.list(refused) })}
          </InlineMessage>
        )}
        {files.length > 0 && (
          <ul className="import-files__list" aria-label={t('import.files')}>
            {files.map((each) => (
              <FileUpload.Item
                as="li"
                key={each.name}
                file={each.file}
                description={described(each)}
                status={each.state === 'sending' ? 'uploading' : 'idle'}
                translations={{
                  uploading: t('import.file.sending', { share: format.percent(each.progress * 100, 0) }),
                }}
                error={each.state === 'failed' ? t('import.file.failed') : undefined}
                button={{ action: 'delete', onClick: () => onRemove(each.file) }}
              />
            ))}
          </ul>
        )}
      </FileUpload>
      <RadioGroup
        legend={t('import.how')}
        value={replace ? 'replace' : 'merge'}
        onChange={(value: string) => onReplace(value === 'replace')}
      >
        <Radio value="merge" description={t('import.how.mergeHint')}>
          {t('import.how.merge')}
        </Radio>
        <Radio value="replace" description={t('import.how.replaceHint', { year: String(year) })}>
          {t('import.how.replace', { year: String(year) })}
        </Radio>
      </RadioGroup>
    </section>
  );
}
