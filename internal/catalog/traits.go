package catalog

import "strings"

// A trait is a named fact on how a dialect shapes a request. The values of
// the closed ones are given here; "gate" means that it depends on the model:
// ask Model.Gate with the trait's name.
//
//	endpoint              method and URL; empty where there is no server
//	version_header        header that carries the API version
//	model_place           body, url
//	structural            members that the dialect's code reads itself, not the field table (list)
//	text_or_turns         the member that is one text of the user or the list of turns
//	containers            objects whose members are in the field table (list)
//	key_case              camel, snake (list): accepted spellings of member names
//	null_is_unset         yes, no
//	unknown_fields        refused, ignored
//	system                message, top-level; system_parts kinds of part in it (list)
//	developer_role        yes, no
//	mid_system            yes, no, gate: a system turn inside the conversation; after-user: only
//	                      after a user's or a system turn, and not as the last
//	tool_then_user        no: a user's turn must not follow a tool's result
//	last_turn             who may speak last (list)
//	alternation           none, merge (by the server), required
//	first_turn            any, user
//	prefill               yes, no, gate: a last assistant turn that is continued
//	prefill_blank         refused: the turn must not end in white space
//	message_name          yes, no
//	empty_text            ok, refused
//	refusal_part          yes, no
//	tool_args             string (JSON as text), object
//	tool_call_id          required, optional
//	tool_call_id_pattern  RE2, empty: any
//	tool_result_place     message, user_first, user_part
//	tool_result_content   text, image, document, object (list)
//	tool_result_error     name of the flag, no
//	tool_name_pattern     RE2
//	tool_choice           auto, none, required, named, allowed (list); any is required in another word
//	tool_parameters       required: a function without a schema gets one; output_schema the same
//	                      for an output bound to a schema
//	tool_kinds            function, custom (list)
//	strict_tools          yes, no; strict_default true, false
//	parallel_tool_calls   field, tool_choice, no
//	output                text, json, schema (list)
//	json_word             yes, no: JSON mode needs a message that asks for JSON
//	schema_output         name of a Subset; schema_tool the same for tools. Where strict_tools
//	                      is yes it binds requests that ask for strict only
//	image_url             yes, no
//	image_base64          data-uri, source, inline, bytes, no
//	image_types           media types (list), absent: any
//	image_roles           neutral roles that may carry images (list); document_roles the same
//	pdf, audio, video     no, or forms: base64, url, file-id, file-uri, text (list)
//	audio_formats         formats of sound as input (list)
//	stream                field, endpoint
//	documents             server: the server reads documents for its models
//	cache_marks           yes, no; max_cache_marks how many, cache_ttls lifetimes (list)
//	reasoning_replay      no, text, signature, thought_signature
//	members               members of messages, parts and tools beyond the common ones of its
//	                      family (list)
//	list_content          roles whose content may be a list of parts (list)
//	tells_keys            request members that no relative has (list); tells_models patterns
//	                      of model names that only this vendor has (list)
//	legacy                old spellings of tools that are still taken: functions,
//	                      function_call, role, required (list)
//	tool_result_name      yes, no: a result in a message of its own names its tool
//	tool_call_index       required: calls carry their position
//	builtin_tools         tools that the vendor runs: name=neutral name (list)
//	schema_member         types of response_format that take a schema beside the type itself
//	strict_output         yes, no, always: a schema of the output can be made to bind, or binds anyway
//	image_detail          resolution hints of an image (list), no
//	models                templates: what a target names is a chat template, not a model
//	prefill_form          turn (as it stands), prefix (prefix: true on the turn), continue
//	                      (continue_final_message in the request), absent where prefill is no
//	reasoning_member      members of an assistant turn that take thoughts back, the first is written (list)
//	reasoning_form        part: thoughts are parts of the content
//	reasoning_with_calls  required: a turn that calls tools brings its thoughts back
//	default_thinking_mode enabled: the model thinks unless it is told not to; while it does,
//	                      thinking_tool_choice are the choices it takes (list) and
//	                      thinking_ignores the options without effect, by param (list)
//	part_form             flat: image_url, document_url, input_audio, file hold their value themselves
//	prediction_form       string: a predicted output is one text
//	greedy_top_p          what top_p must be beside temperature 0
//	message_fields        members of turns that the parent's schema lacks: ROLE.NAME TYPE (list)
//	model_name            deployment: names are the user's own
//	stop_form             string, list (list); stop_blank refused: no white space alone
//	max_tokens_required   yes, no
//	retired               date since which the API is gone
//	default_*             JSON text of a default that differs from other vendors' (by param)
//	no_*                  why the dialect has no such option (by param), for messages
//	stays_*               why what an option of this dialect names cannot be moved (by param)

// Trait returns a named trait, the zero Fact where the dialect states none.
func (d *DialectInfo) Trait(name string) Fact { return d.Traits[name] }

// List splits the value of a fact that is a list.
func (f Fact) List() []string {
	var out []string
	for s := range strings.SplitSeq(f.Value, ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Has reports whether the fact is, or lists, the value.
func (f Fact) Has(value string) bool {
	if !strings.Contains(f.Value, value) {
		return false // as most are, and taking the list apart takes longer
	}
	for s := range strings.SplitSeq(f.Value, ",") {
		if strings.TrimSpace(s) == value {
			return true
		}
	}
	return false
}
