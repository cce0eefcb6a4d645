// What an environment is declared to hold names variables; other types do not.
interface Env { DEEPSEEK_API_KEY: string; AI: Ai; readonly OPENAI_BASE_URL?: string; MAX_RETRIES: number }
type Bindings = { GROQ_API_KEY: string; KV: KVNamespace };
const app = new Hono<{ Bindings: { MISTRAL_API_KEY: string } }>();
const key = adapter(c).FIREWORKS_API_KEY;
type Names = "OPENAI" | "MY_API_KEY";
