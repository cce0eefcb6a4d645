import java.net.http.HttpClient;
import java.util.List;

// Builders, roles and temperatures that are nobody's model.
class Weather {
    static final HttpClient CLIENT = HttpClient.newBuilder().build();

    record Reading(double temperature, String model) {}

    static Reading read(Sensor.Builder builder) {
        var sensor = builder.model("TH-100").temperature(21.5).topK(3).stop("now").build();
        sensor.messages().create(List.of("system", "user"));
        var claude = Person.builder().name("Claude Shannon").role("assistant").build();
        return new Reading(sensor.temperature(), claude.name());
    }
}
