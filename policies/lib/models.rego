package promptglot.shipped

# ended(f) says that the model of a model fact is retired, or will be within the
# days of PG202.
ended(f) if f.model.status == "retired"

ended(f) if {
	f.model.status == "deprecated"
	f.model.days_left <= object.get(input.config, ["PG202", "days"], 90)
}

# ended_mentions is the facts of models that have ended, or will soon, and that a
# program only mentions, in their order.
ended_mentions := [f |
	some f in input.facts.model[_]
	f.model.mention
	ended(f)
]

# names(facts) is the models of facts for a message: the first of them, by name,
# and how many more there are.
names(facts) := concat(", ", all) if {
	all := sort({f.model.id | some f in facts})
	count(all) <= shown
}

names(facts) := sprintf("%s and %d more", [concat(", ", array.slice(all, 0, shown)), count(all) - shown]) if {
	all := sort({f.model.id | some f in facts})
	count(all) > shown
}

shown := 6
