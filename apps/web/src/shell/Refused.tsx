import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import '@navikt/ds-css/dist/component/inlinemessage.css';

/** Says that what was asked for was not done, and why; read out when it comes. */
export function Refused({ text }: { text: string | null | undefined }) {
  return <div role="alert">{text && <InlineMessage status="error">{text}</InlineMessage>}</div>;
}
