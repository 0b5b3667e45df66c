"""The labels that donors print beside their facts, a list a field and language, and a fixed half of each list.

What stands here is the trade's, gathered from fact sheets, project pages and forms; it is not what almoner knows. The half
of a label is told by a hash of its letters, so that a label stays in its half when others are added.
"""

import hashlib

LABELS = {
    "title": {
        "en": "Title|Project title|Project name|Activity title|Name of project|Title of the action|Programme title|Title of intervention|Name of the activity|Project/programme title|Operation name|Grant title",
        "fr": "Titre|Titre du projet|Intitulé du projet|Nom du projet|Intitulé|Titre de l'action|Intitulé de l'intervention|Dénomination du projet|Nom de l'opération|Titre du programme",
        "es": "Título|Título del proyecto|Nombre del proyecto|Nombre de la operación|Título de la acción|Denominación del proyecto|Nombre de la intervención|Proyecto|Título de la intervención",
        "pt": "Título|Título do projeto|Nome do projeto|Designação do projeto|Título da ação|Nome do projecto|Título do projecto|Denominação do projeto",
    },
    "iati_identifier": {
        "en": "IATI identifier|IATI activity identifier|IATI ID|IATI activity ID|IATI identification number",
        "fr": "Identifiant IATI|Identifiant de l'activité IATI|Identifiant IITA|Numéro IATI",
        "es": "Identificador IATI|Identificador de la actividad IATI|Código IATI|ID IATI",
        "pt": "Identificador IATI|Código IATI|Identificador da atividade IATI",
    },
    "other_identifier": {
        "en": "Project number|Project ID|Project no.|Reference number|Project code|Project reference|Operation number|Award ID|Grant number|Activity ID|Contract number|Agreement number|File number|Project identification number",
        "fr": "Numéro de projet|Numéro du projet|N° de projet|Code du projet|Référence du projet|Numéro d'opération|Identifiant du projet|Code projet|N° de référence|Numéro de convention|Numéro de dossier",
        "es": "Número de proyecto|Número del proyecto|Código del proyecto|Número de operación|Referencia del proyecto|N.º de proyecto|Código de la intervención|Número de convenio|Identificación del proyecto",
        "pt": "Número do projeto|Código do projeto|Número da operação|Referência do projeto|N.º do projeto|Código do projecto|Número do contrato",
    },
    "reporting_org": {
        "en": "Reporting organisation|Reporting organization|Published by|Reporting agency|Publisher|Reported by",
        "fr": "Organisation déclarante|Organisme déclarant|Publié par|Organisation rapportrice|Déclarant",
        "es": "Organización informante|Publicado por|Entidad informante|Organización que reporta|Organización declarante",
        "pt": "Organização informante|Publicado por|Organização relatora|Entidade declarante",
    },
    "funding": {
        "en": "Donor|Donors|Funded by|Financed by|Source of funding|Funding agency|Funding organisation|Funding organization|Funding source|Funder|Financier|Financing agency|Contributing organization|Donor agency|Financial partner|Donor(s)|Financing source|Funding partner|Provider of funds|With funding from",
        "fr": "Bailleur|Bailleur de fonds|Bailleurs de fonds|Financé par|Source de financement|Organisme contributeur|Sources de financement|Partenaire financier|Organisme de financement|Donateur|Organisation contributrice|Agence de financement|Bailleur(s)|Contributeur|Financeur",
        "es": "Donante|Donantes|Financiador|Financiado por|Fuente de financiamiento|Fuente de financiación|Entidad financiadora|Organismo financiador|Agencia financiadora|Donante(s)|Fuentes de financiamiento|Organización donante|Financiadores|Cooperante|Fuente cooperante",
        "pt": "Doador|Doadores|Financiador|Financiado por|Fonte de financiamento|Entidade financiadora|Organismo financiador|Agência financiadora|Fontes de financiamento|Parceiro financeiro",
    },
    "implementing": {
        "en": "Implementing agency|Implementing partner|Implementing partners|Implementing organisation|Implemented by|Executing agency|Executing organization|Implementing entity|Agreement partner|Implementer|Executing entity|Implementing institution|Carried out by|Implementing body|Executing body|Delivered by|Delivery partner|Executing partner|Prime implementing partner|Grantee|Contractor|Implementing partner(s)",
        "fr": "Agence d'exécution|Organisme d'exécution|Maître d'ouvrage|Partenaire de mise en œuvre|Mis en œuvre par|Agence de mise en œuvre|Organe d'exécution|Maître d'œuvre|Organisation de mise en œuvre|Exécuté par|Opérateur|Entité d'exécution|Réalisé par|Structure d'exécution|Organisme chargé de l'exécution|Maîtrise d'ouvrage|Partenaire d'exécution|Agence exécutrice",
        "es": "Organismo ejecutor|Ejecutor|Entidad ejecutora|Agencia ejecutora|Ejecutado por|Socio ejecutor|Agencia implementadora|Organización ejecutora|Implementado por|Institución ejecutora|Unidad ejecutora|Socio implementador|Entidad responsable de la ejecución|Organización implementadora|Socios ejecutores|Contraparte ejecutora",
        "pt": "Agência executora|Entidade executora|Executor|Executado por|Parceiro de implementação|Organismo executor|Agência implementadora|Implementado por|Instituição executora|Organização implementadora|Entidade responsável pela execução",
    },
    "accountable": {
        "en": "Borrower|Accountable organisation|Accountable organization|Borrower/Recipient|Accountable agency|Borrowing entity|Responsible organisation|Recipient entity",
        "fr": "Emprunteur|Organisation responsable|Bénéficiaire du prêt|Organisme responsable|Emprunteur/Bénéficiaire|Bénéficiaire du financement",
        "es": "Prestatario|Organización responsable|Prestatario/Beneficiario|Entidad responsable|Organismo responsable|Prestatario / Receptor",
        "pt": "Mutuário|Organização responsável|Entidade responsável|Mutuário/Beneficiário|Prestatário",
    },
    "extending": {
        "en": "Extending organisation|Extending agency|Extending organization|Managing organisation|Extending entity",
        "fr": "Organisme de gestion|Organisation gestionnaire|Organisme prestataire|Agence gestionnaire",
        "es": "Organización gestora|Entidad canalizadora|Organismo gestor|Agencia gestora",
        "pt": "Organização gestora|Entidade gestora|Organismo gestor",
    },
    "status": {
        "en": "Status|Project status|Activity status|Stage|Current status|Implementation status|Project stage|State of implementation",
        "fr": "État|Statut|Statut du projet|État d'avancement|État du projet|Situation du projet|Stade|Phase",
        "es": "Estado|Estado del proyecto|Situación|Estado actual|Etapa|Fase del proyecto|Situación del proyecto",
        "pt": "Estado|Situação|Estado do projeto|Situação do projeto|Fase|Status do projeto",
    },
    "period": {
        "en": "Duration|Project duration|Project period|Implementation period|Period|Timeframe|Period of implementation|Dates|Activity period|Project dates|Grant period|Time frame|Operational period",
        "fr": "Durée|Durée du projet|Période|Période d'exécution|Période de mise en œuvre|Calendrier|Dates du projet|Période du projet|Durée d'exécution",
        "es": "Duración|Período|Periodo|Período de ejecución|Plazo|Duración del proyecto|Plazo de ejecución|Fechas|Vigencia",
        "pt": "Duração|Período|Período de execução|Duração do projeto|Prazo|Prazo de execução|Vigência",
    },
    "start": {
        "en": "Start date|Start|Project start|Start of project|Commencement date|Begin date|Starting date|Date of commencement|Project start date|Launch date",
        "fr": "Date de début|Début|Date de démarrage|Démarrage|Début du projet|Date de commencement|Date de lancement|Commencement",
        "es": "Fecha de inicio|Inicio|Inicio del proyecto|Fecha de comienzo|Fecha inicial|Fecha de arranque",
        "pt": "Data de início|Início|Início do projeto|Data de começo|Data inicial",
    },
    "end": {
        "en": "End date|End|Closing date|Completion date|Project end|End of project|Date of completion|Project closing date|Expiry date|Final date|Project end date|Conclusion date",
        "fr": "Date de fin|Fin|Date de clôture|Date d'achèvement|Fin du projet|Clôture|Achèvement|Date de clôture du projet|Date d'expiration",
        "es": "Fecha de fin|Fecha de finalización|Fecha de cierre|Fecha de término|Fin|Finalización|Cierre|Fecha de conclusión|Término|Fecha final",
        "pt": "Data de fim|Data de término|Data de encerramento|Fim|Data de conclusão|Conclusão|Data final",
    },
    "planned_start": {
        "en": "Planned start date|Planned start|Expected start date|Scheduled start|Anticipated start date|Estimated start date",
        "fr": "Date de début prévue|Début prévu|Date prévue de démarrage|Démarrage prévu",
        "es": "Fecha de inicio prevista|Inicio previsto|Fecha prevista de inicio|Fecha planificada de inicio",
        "pt": "Data de início prevista|Início previsto|Data prevista de início",
    },
    "actual_start": {
        "en": "Actual start date|Actual start|Actual date of start|Actual commencement date",
        "fr": "Date de début effective|Début réel|Date effective de démarrage|Date réelle de début",
        "es": "Fecha de inicio real|Inicio real|Fecha real de inicio|Fecha de inicio efectiva",
        "pt": "Data de início real|Início real|Data efetiva de início",
    },
    "planned_end": {
        "en": "Planned end date|Planned end|Expected end date|Expected completion date|Scheduled completion|Estimated completion date|Expected closing date|Anticipated end date",
        "fr": "Date de fin prévue|Fin prévue|Date prévue d'achèvement|Date de clôture prévue|Achèvement prévu",
        "es": "Fecha de fin prevista|Fin previsto|Fecha de finalización prevista|Fecha prevista de cierre|Fecha estimada de finalización",
        "pt": "Data de fim prevista|Fim previsto|Data prevista de término|Data de conclusão prevista",
    },
    "actual_end": {
        "en": "Actual end date|Actual end|Actual completion date|Actual closing date|Date of actual completion",
        "fr": "Date de fin effective|Fin réelle|Date effective d'achèvement|Date réelle de clôture",
        "es": "Fecha de fin real|Fin real|Fecha real de finalización|Fecha de cierre efectiva",
        "pt": "Data de fim real|Fim real|Data efetiva de conclusão",
    },
    "approval": {
        "en": "Approval date|Date of approval|Board approval date|Approved on|Signature date|Date of signature|Board date|Date approved|Signing date|Agreement date",
        "fr": "Date d'approbation|Date de signature|Date d'octroi|Approuvé le|Date d'approbation par le conseil|Signé le|Date de la convention",
        "es": "Fecha de aprobación|Fecha de firma|Aprobado el|Fecha de suscripción|Fecha de aprobación del directorio|Firmado el",
        "pt": "Data de aprovação|Data de assinatura|Aprovado em|Data da assinatura|Assinado em",
    },
    "country": {
        "en": "Country|Countries|Recipient country|Beneficiary country|Country of implementation|Project country|Country/Countries|Country of operation|Recipient countries|Country(ies)|Geographic focus|Country or territory",
        "fr": "Pays|Pays bénéficiaire|Pays d'intervention|Pays bénéficiaires|Pays concerné|Pays partenaire|Pays de mise en œuvre|Pays concernés",
        "es": "País|Países|País beneficiario|País receptor|País de ejecución|País de intervención|Países beneficiarios|País socio",
        "pt": "País|Países|País beneficiário|País parceiro|País de execução|País de intervenção|Países beneficiários",
    },
    "locations": {
        "en": "Location|Locations|Project location|Project sites|Location(s)|Geographic coverage|Intervention area|Project area|Target areas|Places of implementation",
        "fr": "Localisation|Lieu|Zone d'intervention|Zones d'intervention|Lieux d'intervention|Lieu d'exécution|Localisation du projet|Couverture géographique",
        "es": "Ubicación|Localización|Lugar|Zona de intervención|Lugares de intervención|Ámbito geográfico|Localización del proyecto|Cobertura geográfica",
        "pt": "Localização|Local|Área de intervenção|Zona de intervenção|Localização do projeto|Locais de intervenção",
    },
    "sectors": {
        "en": "Sector|Sectors|DAC sector|Purpose code|DAC purpose code|CRS code|CRS sector|Sector code|Sector(s)|DAC sector code|Sector of intervention|OECD DAC sector|Primary sector",
        "fr": "Secteur|Secteurs|Secteur CAD|Secteur d'intervention|Code CAD|Secteur d'activité|Secteur(s)|Domaine d'intervention|Code-objet CAD|Secteur principal",
        "es": "Sector|Sectores|Sector CAD|Sector de intervención|Código CAD|Sector CRS|Sector principal|Sectores de intervención|Código sectorial",
        "pt": "Setor|Setores|Sector CAD|Setor de intervenção|Código CAD|Setor de atividade|Setor principal",
    },
    "markers": {
        "en": "Policy marker|Policy markers|DAC markers|DAC policy markers|Markers|Rio markers and policy markers|Policy objectives",
        "fr": "Marqueur de politique|Marqueurs de politique|Marqueurs|Marqueurs CAD|Marqueurs politiques du CAD",
        "es": "Marcadores de política|Marcadores|Marcadores CAD|Marcador de política|Marcadores de política del CAD",
        "pt": "Marcadores de política|Marcadores|Marcadores CAD|Marcador de política",
    },
    "total_cost": {
        "en": "Total project cost|Total cost|Total budget|Project cost|Total estimated cost|Overall cost|Total project budget|Overall budget|Total cost of the project|Estimated total cost|Full cost|Total programme cost",
        "fr": "Coût total|Coût total du projet|Budget total|Coût du projet|Coût estimé|Coût global|Budget global|Budget total du projet|Coût total estimé|Enveloppe totale",
        "es": "Costo total|Costo total del proyecto|Presupuesto total|Coste total|Costo del proyecto|Costo estimado|Presupuesto total del proyecto|Costo total estimado|Coste del proyecto",
        "pt": "Custo total|Custo total do projeto|Orçamento total|Custo do projeto|Custo estimado|Orçamento global|Custo total estimado",
    },
    "commitment": {
        "en": "Commitment|Commitment amount|Committed amount|Total commitment|Amount committed|Total committed|Total commitments|Funds committed|Maximum commitment",
        "fr": "Engagement|Montant engagé|Engagement total|Montant de l'engagement|Total des engagements|Montant total engagé",
        "es": "Compromiso|Monto comprometido|Compromiso total|Importe comprometido|Total comprometido|Monto del compromiso",
        "pt": "Compromisso|Montante comprometido|Valor comprometido|Total comprometido|Compromisso total",
    },
    "approved": {
        "en": "Approved amount|Approved budget|Amount approved|Approved funding|Approved grant amount|Budget approved",
        "fr": "Montant approuvé|Budget approuvé|Montant accordé|Financement approuvé|Montant octroyé",
        "es": "Monto aprobado|Presupuesto aprobado|Importe aprobado|Financiamiento aprobado|Monto otorgado",
        "pt": "Montante aprovado|Orçamento aprovado|Valor aprovado|Financiamento aprovado",
    },
    "budget": {
        "en": "Budget|Amount|Project budget|Value|Project value|Grant amount|Funding amount|Project amount|Contribution|Award amount|Amount of grant|Size of grant|Budget (all years)|Funding",
        "fr": "Budget|Montant|Montant du projet|Montant du financement|Budget du projet|Montant de la subvention|Contribution|Montant alloué|Financement accordé",
        "es": "Presupuesto|Monto|Importe|Presupuesto del proyecto|Monto de la subvención|Monto del proyecto|Aporte|Contribución|Valor del proyecto",
        "pt": "Orçamento|Montante|Valor|Orçamento do projeto|Valor do projeto|Montante da subvenção|Contribuição",
    },
    "aid_type": {
        "en": "Type of aid|Aid type|Aid modality|Modality|Default aid type|Co-operation modality",
        "fr": "Type d'aide|Modalité d'aide|Modalité|Type d'intervention|Modalité de l'aide",
        "es": "Tipo de ayuda|Modalidad de ayuda|Modalidad|Tipo de cooperación|Modalidad de la ayuda",
        "pt": "Tipo de ajuda|Modalidade de ajuda|Modalidade|Modalidade da ajuda",
    },
    "finance_type": {
        "en": "Type of finance|Finance type|Financing type|Default finance type|Financial instrument|Financing instrument",
        "fr": "Type de financement|Instrument financier|Nature du financement|Instrument de financement",
        "es": "Tipo de financiación|Tipo de financiamiento|Instrumento financiero|Instrumento de financiación",
        "pt": "Tipo de financiamento|Instrumento financeiro|Instrumento de financiamento",
    },
    "flow_type": {
        "en": "Type of flow|Flow type|Default flow type|Flow|Nature of flow",
        "fr": "Type de flux|Type d'apport|Nature du flux|Flux",
        "es": "Tipo de flujo|Flujo|Clase de flujo|Tipo de aporte",
        "pt": "Tipo de fluxo|Fluxo|Natureza do fluxo",
    },
    "collaboration_type": {
        "en": "Collaboration type|Type of collaboration|Channel of cooperation|Bi/multi",
        "fr": "Type de collaboration|Type de coopération|Bi/multi|Forme de collaboration",
        "es": "Tipo de colaboración|Bi/multi|Forma de colaboración|Canal de cooperación",
        "pt": "Tipo de colaboração|Forma de colaboração|Bi/multi",
    },
    "tied_status": {
        "en": "Tied status|Tying status|Aid tying status|Tied/untied",
        "fr": "État de liaison|Statut de liaison|Liaison de l'aide|Aide liée ou non liée",
        "es": "Condicionalidad de la ayuda|Estado de ligazón|Ayuda ligada|Situación de ligado",
        "pt": "Condição de ligação|Ajuda ligada|Estado de ligação",
    },
}

HEADINGS = {
    "description": {
        "en": "Description|Project description|Summary|Project summary|Background|About the project|Overview|Abstract|Activity description|Brief description|What is this project about?",
        "fr": "Description|Description du projet|Résumé|Présentation|Contexte|Présentation du projet|Résumé du projet|Aperçu du projet|Brève description",
        "es": "Descripción|Descripción del proyecto|Resumen|Antecedentes|Resumen del proyecto|Contexto|Presentación|Breve descripción",
        "pt": "Descrição|Descrição do projeto|Resumo|Contexto|Resumo do projeto|Apresentação|Breve descrição",
    },
    "expected": {
        "en": "Expected results|Expected outcomes|Intended results|Results expected|Anticipated results|Expected results and outcomes|Planned results",
        "fr": "Résultats attendus|Résultats escomptés|Effets attendus|Résultats prévus|Résultats visés",
        "es": "Resultados esperados|Resultados previstos|Efectos esperados|Productos esperados",
        "pt": "Resultados esperados|Resultados previstos|Efeitos esperados",
    },
    "achieved": {
        "en": "Results achieved|Achieved results|Achievements|Key achievements|Results to date|Results so far|Progress and results|Main achievements|Outcomes achieved",
        "fr": "Résultats obtenus|Résultats atteints|Réalisations|Principales réalisations|Résultats à ce jour|Principaux résultats obtenus",
        "es": "Resultados obtenidos|Resultados alcanzados|Logros|Principales logros|Resultados logrados|Avances y resultados",
        "pt": "Resultados alcançados|Resultados obtidos|Conquistas|Principais resultados alcançados",
    },
    "indicators": {
        "en": "Indicators|Results framework|Results indicators|Key indicators|Project indicators|Performance indicators|Monitoring indicators",
        "fr": "Indicateurs|Cadre de résultats|Indicateurs de résultats|Indicateurs de performance|Indicateurs du projet",
        "es": "Indicadores|Marco de resultados|Indicadores de resultados|Indicadores del proyecto|Indicadores de desempeño",
        "pt": "Indicadores|Quadro de resultados|Indicadores de resultados|Indicadores do projeto",
    },
    "sources": {
        "en": "Funding by source|Financing plan|Funding by donor|Sources of finance|Funding sources|Financing by source|Contributions by donor|Source of funds",
        "fr": "Plan de financement|Financement par source|Sources de financement|Financement par bailleur|Contributions par bailleur|Structure de financement",
        "es": "Plan de financiamiento|Financiamiento por fuente|Fuentes de financiamiento|Financiación por donante|Estructura de financiamiento|Aportes por fuente",
        "pt": "Plano de financiamento|Financiamento por fonte|Fontes de financiamento|Contribuições por doador",
    },
    "years": {
        "en": "Budget by year|Annual budget|Yearly budget|Budget per year|Budget breakdown by year|Planned budget by year",
        "fr": "Budget par année|Budget annuel|Répartition annuelle du budget|Budget par exercice|Ventilation annuelle du budget",
        "es": "Presupuesto por año|Presupuesto anual|Presupuesto anualizado|Desglose anual del presupuesto",
        "pt": "Orçamento por ano|Orçamento anual|Repartição anual do orçamento",
    },
}

COLUMNS = {
    "source": {
        "en": "Source|Donor|Financier|Source of funds|Contributor|Funding source|Funding partner",
        "fr": "Source|Bailleur|Source de financement|Bailleur de fonds|Contributeur",
        "es": "Fuente|Donante|Financiador|Fuente de financiamiento|Aportante",
        "pt": "Fonte|Doador|Financiador|Fonte de financiamento",
    },
    "amount": {
        "en": "Amount|Total|Contribution|Budget|Amount committed",
        "fr": "Montant|Total|Contribution|Budget",
        "es": "Monto|Importe|Total|Aporte",
        "pt": "Montante|Valor|Total",
    },
    "year": {"en": "Year|Fiscal year|Period", "fr": "Année|Exercice", "es": "Año|Ejercicio", "pt": "Ano|Exercício"},
    "total": {"en": "Total|Grand total", "fr": "Total|Total général", "es": "Total|Total general", "pt": "Total|Total geral"},
    "indicator": {
        "en": "Indicator|Indicator name|Result indicator|Performance indicator",
        "fr": "Indicateur|Intitulé de l'indicateur|Indicateur de résultat",
        "es": "Indicador|Nombre del indicador|Indicador de resultado",
        "pt": "Indicador|Nome do indicador",
    },
    "baseline": {
        "en": "Baseline|Baseline value|Base value|Starting value",
        "fr": "Valeur de référence|Référence|Situation de départ|Valeur initiale",
        "es": "Línea de base|Valor de base|Línea base|Valor inicial",
        "pt": "Linha de base|Valor de base|Valor inicial",
    },
    "target": {
        "en": "Target|Target value|End target|Final target",
        "fr": "Cible|Valeur cible|Cible finale|Objectif",
        "es": "Meta|Valor meta|Meta final|Objetivo",
        "pt": "Meta|Valor-alvo|Meta final",
    },
}


def half(words):
    """`open` or `held`, by the letters alone."""
    digest = hashlib.blake2b(words.lower().encode(), digest_size=2).digest()
    return "held" if digest[0] & 1 else "open"


def of(table, key, language, which):
    """The spellings of one half; where a list falls into one half whole, its last spelling goes to the other."""
    spellings = table[key][language].split("|")
    chosen = [spelling for spelling in spellings if half(spelling) == which]
    return chosen or spellings[-1:]
