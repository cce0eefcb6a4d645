using OpenAI.Chat;
using OpenAI.Playground.Helpers;

namespace OpenAI.Playground.Desk;

class Desk
{
    ChatClient client = new("gpt-4o", key);
}
