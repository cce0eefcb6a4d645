# Use OpenAI and gpt-4o with OPENAI_API_KEY.
client = Twilio::REST::Client.new
client.messages.create(to: "+41", body: "Claude says hello")
Robot.new.chat(parameters: {model: "t-800"})
describe "mistral winds" do
  it "blows" do
    expect(Weather.new.temperature).to eq(20)
  end
end
