export default function score(text: string): number {
  return text.length;
}
