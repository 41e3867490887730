import { Button } from '@navikt/ds-react/Button';
import { Stepper } from '@navikt/ds-react/Stepper';
import '@navikt/ds-css/dist/component/stepper.css';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import { reportPath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { useMedia } from '../../shell/useMedia.ts';
import { useViewer } from '../../viewer.tsx';
import { TextLink } from '@batt/ui/Link';
import { CheckImport, ImportFiles } from './check.ts';
import type { Check, Counts } from './check.ts';
import { Done } from './Done.tsx';
import { Errors } from './Errors.tsx';
import { Files } from './Files.tsx';
import { Notices, Summary } from './Summary.tsx';
import { sendFile, withFiles } from './upload.ts';
import type { ChosenFile } from './upload.ts';
import './import.css';

const STEPS = ['files', 'check', 'summary', 'done'] as const;
type Step = (typeof STEPS)[number];

/** Bringing a provider's data files in: choose, check, look over what would change, store. Nothing is stored before the last step. */
export function ImportPage() {
  const { t } = useLanguage();
  const viewer = useViewer();
  const { year = new Date().getFullYear() } = useSearch({ from: '/import' });
  const isProvider = viewer.organisation.kind === 'PROVIDER';
  return (
    <Page
      title={t('import.title')}
      below={isProvider && <TextLink href={reportPath(year)}>{t('import.below', { year: String(year) })}</TextLink>}
    >
      {!isProvider && <p className="lead">{t('import.onlyProviders')}</p>}
      {isProvider && viewer.ability.can('create', 'Import') && <ImportSteps year={year} />}
      {isProvider && !viewer.ability.can('create', 'Import') && (
        <p className="lead">{t('import.mayNot', { organisation: viewer.organisation.name })}</p>
      )}
    </Page>
  );
}

function ImportSteps({ year }: { year: number }) {
  const language = useLanguage();
  const { t } = language;
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const [replace, setReplace] = useState(false);
  const [step, setStep] = useState<Step>('files');
  const [check, setCheck] = useState<Check | null>(null);
  const [stored, setStored] = useState<Counts[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [, checkImport] = useMutation(CheckImport);
  const [, importFiles] = useMutation(ImportFiles);
  const result = useRef<HTMLDivElement>(null);

  // What came of a check or of storing is read on from its beginning.
  useEffect(() => {
    if (step !== 'files') result.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [step, check, stored]);

  const change = (file: File, part: Partial<ChosenFile>) =>
    setFiles((list) => list.map((each) => (each.file === file ? { ...each, ...part } : each)));

  const send = async ({ file, id }: ChosenFile): Promise<string> => {
    if (id) return id;
    change(file, { state: 'sending', progress: 0 });
    try {
      const sent = await sendFile(file, (progress) => change(file, { progress }));
      change(file, { state: 'sent', id: sent });
      return sent;
    } catch (error) {
      change(file, { state: 'failed' });
      throw error;
    }
  };

  const refused = (refusal?: Refusal) => {
    // The server keeps files for a day: one that is gone is sent again.
    if (refusal?.code === 'file-not-found')
      setFiles((list) => list.map((each) => ({ ...each, state: 'chosen', id: null })));
    setTrouble(
      refusal
        ? refusalText(language, refusal, { 'file-not-found': 'import.fileGone', 'files-too-large': 'import.tooLarge' })
        : t('import.unreached'),
    );
  };

  const examine = async (replacing = replace) => {
    if (files.length === 0) {
      setTrouble(t('import.noFiles'));
      return;
    }
    setBusy(true);
    setTrouble(null);
    const sent = await Promise.allSettled(files.map(send));
    const fileIds = sent.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    if (fileIds.length < files.length) setTrouble(t('import.unreached'));
    else {
      const { success, refusal } = outcome(
        await checkImport({ input: { fileIds, replaceYear: replacing ? year : null } }),
      );
      if (success?.__typename === 'CheckImportSuccess') {
        setCheck(success.check);
        setStep(success.check.errors.length > 0 ? 'check' : 'summary');
      } else refused(refusal);
    }
    setBusy(false);
  };

  const store = async () => {
    setBusy(true);
    setTrouble(null);
    const fileIds = files.flatMap(({ id }) => (id ? [id] : []));
    const { success, refusal } = outcome(await importFiles({ input: { fileIds, replaceYear: replace ? year : null } }));
    if (success?.__typename === 'ImportFilesSuccess') {
      setStored(success.counts);
      setStep('done');
    } else if (success) await examine();
    else refused(refusal);
    setBusy(false);
  };

  const startOver = () => {
    setFiles([]);
    setCheck(null);
    setStored(null);
    setStep('files');
  };

  const isNarrow = useMedia('(max-width: 479px)');
  const active = STEPS.indexOf(step) + 1;
  return (
    <div className="import">
      <Stepper
        aria-label={t('import.steps')}
        activeStep={active}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        interactive={false}
        className="import__steps"
      >
        {STEPS.map((each, index) => (
          <Stepper.Step key={each} completed={index + 1 < active || step === 'done'}>
            {t(`import.step.${each}`)}
          </Stepper.Step>
        ))}
      </Stepper>
      <div ref={result}>
        {step === 'check' && check && <Errors check={check} />}
        {step === 'summary' && check && <Summary check={check} replaces={replace ? year : null} />}
        {step === 'done' && stored && <Done counts={stored} year={year} onAgain={startOver} />}
      </div>
      {(step === 'files' || step === 'check') && (
        <Files
          files={files}
          again={step === 'check'}
          onAdd={(added) => {
            setTrouble(null);
            setFiles((list) => withFiles(list, added));
          }}
          onRemove={(file) => setFiles((list) => list.filter((each) => each.file !== file))}
          replace={replace}
          onReplace={setReplace}
          year={year}
        />
      )}
      {check && step !== 'done' && <Notices notices={check.notices} />}
      <Refused text={trouble} />
      {step !== 'done' && (
        <div className="import__bar">
          <span role="status">
            {busy ? t(step === 'summary' ? 'import.saving' : 'import.checking') : t('import.summary.notYet')}
          </span>
          {step === 'summary' ? (
            <>
              <Button variant="secondary" onClick={() => setStep('files')} disabled={busy}>
                {t('import.summary.back')}
              </Button>
              <Button onClick={() => void store()} loading={busy}>
                {t('import.save')}
              </Button>
            </>
          ) : (
            <Button onClick={() => void examine()} loading={busy}>
              {t(step === 'check' ? 'import.checkAgain' : 'import.check')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
