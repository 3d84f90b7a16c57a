SELECT id, number, slug, title, abstract, format, level, minutes,
       (SELECT group_concat(tag, char(31)) FROM topic_tag WHERE topic = topic.id),
       (SELECT group_concat(person, ';') FROM topic_presenter WHERE topic = topic.id)
FROM topic
