/** A file that the person has chosen. It stays in the list, also without the network, until it is taken out or replaced. */
export interface ChosenFile {
  name: string;
  file: File;
  /** `failed`: it did not reach the server; the next check sends it again. */
  state: 'chosen' | 'sending' | 'sent' | 'failed';
  /** How much is sent, 0–1. */
  progress: number;
  /** What the server knows it by, once it is sent. */
  id: string | null;
}

/** The list with files added. One of a name that is there already takes its place, as when a corrected file is dropped. */
export function withFiles(list: readonly ChosenFile[], added: readonly File[]): ChosenFile[] {
  const fresh = new Map(added.map((file) => [file.name.toLowerCase(), file]));
  const chosen = (file: File): ChosenFile => ({ name: file.name, file, state: 'chosen', progress: 0, id: null });
  const kept = list.map((each) => {
    const corrected = fresh.get(each.name.toLowerCase());
    fresh.delete(each.name.toLowerCase());
    return corrected ? chosen(corrected) : each;
  });
  return [...kept, ...[...fresh.values()].map(chosen)];
}

/** Sends one file and gives the id that it waits under. Rejects when it does not arrive. */
export function sendFile(file: File, onProgress: (share: number) => void): Promise<string> {
  // Not fetch, which does not tell how much of a body is sent.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-batt-request', '1');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const answer: unknown = request.response;
      if (
        request.status < 300 &&
        typeof answer === 'object' &&
        answer &&
        'id' in answer &&
        typeof answer.id === 'string'
      ) {
        resolve(answer.id);
      } else reject(new Error(`The file was refused with ${request.status}.`));
    };
    request.onerror = () => reject(new Error('The file did not arrive.'));
    request.send(file);
  });
}
