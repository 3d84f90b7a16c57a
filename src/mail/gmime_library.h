#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <gmime/gmime.h>

namespace tiffin::mail {

// Each function of GMime and GLib that this room calls.
#define TIFFIN_GMIME_FUNCTIONS(FUNCTION)                  \
    FUNCTION(g_date_time_to_unix)                         \
    FUNCTION(g_log_set_default_handler)                   \
    FUNCTION(g_mime_content_type_get_parameter)           \
    FUNCTION(g_mime_content_type_is_type)                 \
    FUNCTION(g_mime_data_wrapper_new_with_stream)         \
    FUNCTION(g_mime_data_wrapper_write_to_stream)         \
    FUNCTION(g_mime_format_options_free)                  \
    FUNCTION(g_mime_format_options_new)                   \
    FUNCTION(g_mime_format_options_set_newline_format)    \
    FUNCTION(g_mime_init)                                 \
    FUNCTION(g_mime_message_get_date)                     \
    FUNCTION(g_mime_message_get_from)                     \
    FUNCTION(g_mime_message_get_message_id)               \
    FUNCTION(g_mime_message_get_mime_part)                \
    FUNCTION(g_mime_message_part_get_message)             \
    FUNCTION(g_mime_message_part_get_type)                \
    FUNCTION(g_mime_multipart_add)                        \
    FUNCTION(g_mime_multipart_get_count)                  \
    FUNCTION(g_mime_multipart_get_part)                   \
    FUNCTION(g_mime_multipart_get_type)                   \
    FUNCTION(g_mime_multipart_new_with_subtype)           \
    FUNCTION(g_mime_multipart_set_boundary)               \
    FUNCTION(g_mime_object_get_content_type)              \
    FUNCTION(g_mime_object_get_header)                    \
    FUNCTION(g_mime_object_set_content_type_parameter)    \
    FUNCTION(g_mime_object_set_disposition)               \
    FUNCTION(g_mime_object_write_to_stream)               \
    FUNCTION(g_mime_parser_construct_message)             \
    FUNCTION(g_mime_parser_new_with_stream)               \
    FUNCTION(g_mime_parser_options_free)                  \
    FUNCTION(g_mime_parser_options_new)                   \
    FUNCTION(g_mime_parser_options_set_fallback_charsets) \
    FUNCTION(g_mime_part_get_content)                     \
    FUNCTION(g_mime_part_get_filename)                    \
    FUNCTION(g_mime_part_get_type)                        \
    FUNCTION(g_mime_part_new_with_type)                   \
    FUNCTION(g_mime_part_set_content)                     \
    FUNCTION(g_mime_part_set_content_encoding)            \
    FUNCTION(g_mime_part_set_filename)                    \
    FUNCTION(g_mime_stream_mem_get_byte_array)            \
    FUNCTION(g_mime_stream_mem_new)                       \
    FUNCTION(g_mime_stream_mem_new_with_buffer)           \
    FUNCTION(g_object_unref)                              \
    FUNCTION(g_type_check_instance_is_a)                  \
    FUNCTION(internet_address_list_get_address)           \
    FUNCTION(internet_address_list_length)                \
    FUNCTION(internet_address_mailbox_get_addr)           \
    FUNCTION(internet_address_mailbox_get_idn_addr)       \
    FUNCTION(internet_address_mailbox_get_type)           \
    FUNCTION(internet_address_mailbox_new)

/// GMime, loaded when the first mail is read or written: linked in the usual way, its sixteen libraries would
/// triple the start of every command.
struct Gmime {
// NOLINTNEXTLINE(bugprone-macro-parentheses): it declares a member of that name
#define TIFFIN_GMIME_MEMBER(name) decltype(&::name) name = nullptr;
    TIFFIN_GMIME_FUNCTIONS(TIFFIN_GMIME_MEMBER)
#undef TIFFIN_GMIME_MEMBER
};

/// Fails with ExitStatus::unavailable, naming the package, where GMime is not installed.
const Gmime& gmime();

struct Unref {
    void operator()(void* object) const { gmime().g_object_unref(object); }
};
/// Owns one reference.
template <typename Type>
using Owned = std::unique_ptr<Type, Unref>;

/// GObject's cast, checked: nothing where `object` is no Type.
template <typename Type, typename Object>
Type* cast(Object* object, GType type) {
    auto* const instance = reinterpret_cast<GTypeInstance*>(object);
    const bool is = instance != nullptr && gmime().g_type_check_instance_is_a(instance, type) != 0;
    return is ? reinterpret_cast<Type*>(object) : nullptr;
}

/// A stream that holds a copy of the bytes.
Owned<GMimeStream> memory_stream(std::string_view bytes);
/// What was written to a memory stream.
std::string_view bytes_of(GMimeStream* stream);

}  // namespace tiffin::mail
