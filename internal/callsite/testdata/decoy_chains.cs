using System.Diagnostics;

// Clients, roles and options that are nobody's model.
var client = new WeatherClient("model-7") { Endpoint = new Uri("https://weather.example.com") };
var options = new ReadOptions { Temperature = 21.5f, TopK = 3, Stop = "now", Seed = 4 };
var reading = client.Complete(new[] { new Person { Role = "assistant", Name = "Claude Shannon" } }, options);
Process.Start("system");
